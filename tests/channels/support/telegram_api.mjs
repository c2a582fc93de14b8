// The Bot API's answering side, as its documentation and its server's source describe it. Every call is
// journalled; a test may order an error for the next call that it names.
import { Answering } from './answering.mjs';
import { body_of, read_fields } from './wire.mjs';

export const kinds = { text: ['sendMessage'], edit: ['editMessageText', 'editMessageCaption'],
  photo: ['sendPhoto', 'sendMediaGroup'] };

class Call {
  constructor(method, request, body, fields, files) {
    Object.assign(this, { at: Date.now(), method, raw: body, fields, files,
      type: request.headers['content-type'] ?? '' });
  }

  get chat() { return this.fields.chat_id; }
  get text() { return this.fields.text ?? this.fields.caption ?? this.fields.media?.[0]?.caption ?? ''; }
  get buttons() { return (this.fields.reply_markup?.inline_keyboard ?? []).flat(); }
  get failed() { return this.status !== 200; }

  toString() {
    const buttons = this.buttons.map((b) => ` [${b.text}]`).join('');
    return `${this.method} ${this.chat ?? ''} ${this.failed ? `(${this.status}) ` : ''}${JSON.stringify(this.text)}${buttons}`;
  }
}

// Orders: {status, description, parameters}.
export class TelegramApi extends Answering {
  token = '123456:SECRET-token_of-bot';
  me = { id: 123456, is_bot: true, first_name: 'Linli', username: 'linli_bot', can_join_groups: true,
    can_read_all_group_messages: true, supports_inline_queries: false };
  files = new Map(); // by file_id
  updates = []; // not confirmed yet
  forum = false; // every supergroup is one
  may_manage = true; // has the bot the right to manage topics
  webhook = ''; // where updates go
  standing = 'administrator'; // of the bot in its groups
  clock_ms = 0; // ahead of ours
  topics = new Map(); // by message_thread_id: {name, closed}; a deleted one is taken out
  #polls = new Set();
  #message_id = 5000;
  #update_id = 870_000_000;

  next_update_id() { return ++this.#update_id; }
  next_message_id() { return ++this.#message_id; }

  push(update) {
    this.updates.push(update);
    for (const poll of [...this.#polls]) poll();
  }

  async serve(request, response) {
    const body = await body_of(request);
    const path = request.url.split('/');
    const give = (status, bytes, type = 'application/json') => {
      response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length,
        Date: new Date(Date.now() + this.clock_ms).toUTCString() });
      response.end(bytes);
    };
    if (path[1] === 'file') {
      const file = this.files.get(path.at(-1));
      const known = path[2] === `bot${this.token}` && file;
      return known ? give(200, file, 'application/octet-stream') : give(404, Buffer.from('{"ok":false}'));
    }
    const { fields, files } = read_fields(request, body);
    const call = new Call(path[2], request, body, fields, files);
    const answer = path[1] === `bot${this.token}` ? await this.#answer(call, request)
      : { status: 401, description: 'Unauthorized' };
    call.status = answer.status ?? 200;
    this.add(call);
    give(call.status, Buffer.from(JSON.stringify(call.status === 200 ? { ok: true, result: answer.result }
      : { ok: false, error_code: call.status, description: answer.description, parameters: answer.parameters })));
  }

  async #answer(call, request) {
    const order = this.ordered(call);
    if (order) return order;
    const { fields } = call;
    const thread = fields.message_thread_id && Number(fields.message_thread_id);
    const message = () => ({ message_id: this.next_message_id(), date: Math.floor(Date.now() / 1000),
      from: this.me, chat: this.#chat(call.chat), text: call.text,
      ...(thread && { message_thread_id: thread, is_topic_message: true }) });
    const refused = (description) => ({ status: 400, description: `Bad Request: ${description}` });
    if (thread && call.method.startsWith('send') && !this.topics.has(thread)) return refused('message thread not found');
    if (/ForumTopic$/.test(call.method)) return this.#topic(call.method, fields, thread, refused);
    switch (call.method) {
      case 'getMe': return { result: this.me };
      case 'setWebhook': case 'deleteWebhook':
        this.webhook = call.method === 'setWebhook' ? fields.url : '';
        return { result: true };
      case 'getWebhookInfo': return { result: { url: this.webhook, has_custom_certificate: false, pending_update_count: 0 } };
      case 'deleteMessage': case 'deleteMessages':
      case 'answerCallbackQuery': case 'sendChatAction': case 'pinChatMessage': return { result: true };
      case 'getChat': return { result: this.#chat(fields.chat_id) };
      case 'getChatMember':
        return { result: { status: this.standing, user: this.me, can_manage_topics: this.may_manage } };
      case 'sendMessage': case 'sendPhoto':
        call.sent = message();
        return { result: call.sent };
      case 'sendMediaGroup':
        return { result: fields.media.map(() => (call.sent = message())) };
      case 'editMessageText': case 'editMessageCaption': case 'editMessageReplyMarkup':
        call.sent = { ...message(), message_id: fields.message_id };
        return { result: call.sent };
      case 'getFile': {
        const bytes = this.files.get(fields.file_id);
        if (!bytes) return { status: 400, description: 'Bad Request: invalid file_id' };
        return { result: { file_id: fields.file_id, file_unique_id: `u${fields.file_id}`,
          file_size: bytes.length, file_path: `photos/${fields.file_id}` } };
      }
      case 'getUpdates': return { result: await this.#poll(fields, request) };
      default: return { status: 404, description: 'Not Found' };
    }
  }

  #chat(id) {
    const group = Number(id) < 0;
    return { id: Number(id), type: group ? 'supergroup' : 'private', ...(group && this.forum && { is_forum: true }) };
  }

  #topic(method, { name }, thread, refused) {
    if (!this.forum) return refused('the chat is not a forum');
    if (method === 'createForumTopic') {
      if (!this.may_manage) return refused('not enough rights to create a topic');
      const id = this.next_message_id();
      this.topics.set(id, { name, closed: false });
      return { result: { message_thread_id: id, name, icon_color: 7322096 } };
    }
    const topic = this.topics.get(thread);
    if (!topic) return refused('TOPIC_ID_INVALID');
    if (!this.may_manage) return refused('not enough rights to manage forum topics');
    const now = method === 'editForumTopic' ? { ...topic, name } : { ...topic, closed: method === 'closeForumTopic' };
    if (now.name === topic.name && now.closed === topic.closed) return refused('TOPIC_NOT_MODIFIED');
    this.topics.set(thread, now);
    return { result: true };
  }

  // An offset confirms all below it; what is not confirmed comes again.
  async #poll({ offset, limit = 100, timeout = 0 }, request) {
    if (offset) this.updates = this.updates.filter((u) => u.update_id >= offset);
    if (!this.updates.length) {
      await new Promise((resolve) => {
        const over = () => {
          clearTimeout(late);
          this.#polls.delete(over);
          resolve();
        };
        const late = setTimeout(over, timeout * 1000);
        this.#polls.add(over);
        request.socket.once('close', over);
      });
    }
    return this.updates.slice(0, limit);
  }
}
