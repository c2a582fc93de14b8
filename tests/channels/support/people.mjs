// Telegram as people see it: what they write becomes updates, what the bot calls becomes what they hear.
import { Server, group, secret, staff, telegram_section } from './server.mjs';
import { kinds } from './telegram_api.mjs';

export const now = () => Math.floor(Date.now() / 1000);

// The updates of one bot, brought by webhook or left for its polls.
export class Platform {
  constructor(api, server, receive = 'webhook') {
    Object.assign(this, { api, server, receive });
  }

  // The status of the webhook's answer; 200 for a poll's update.
  async deliver(update) {
    if (this.receive === 'poll') {
      this.api.push(update);
      return 200;
    }
    return (await this.post(JSON.stringify(update))).status;
  }

  post(body, headers = {}) {
    return fetch(`${this.server.url}/webhooks/tg`, { method: 'POST', body, headers: {
      'Content-Type': 'application/json', 'X-Telegram-Bot-Api-Secret-Token': secret, ...headers } });
  }
}

// One chat with the bot; `at` is how far its people have read.
export class Chat {
  at = 0;

  constructor(platform, id) { Object.assign(this, { platform, api: platform.api, id }); }

  async hears(pattern, methods = kinds.text) {
    const call = await this.api.first(
      (c) => methods.includes(c.method) && c.chat === this.id && !c.failed && pattern.test(c.text),
      `${methods[0]} to ${this.id} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(call) + 1;
    return call;
  }

  // Without reading on: cards and words of a case come in any order.
  sees(pattern, methods = kinds.edit, start = 0) {
    return this.api.first((c) => methods.includes(c.method) && c.chat === this.id && !c.failed && pattern.test(c.text),
      `${methods[0]} in ${this.id} with ${pattern}`, start);
  }

  heard(pattern) {
    return this.api.entries.filter((c) => kinds.text.includes(c.method) && c.chat === this.id && pattern.test(c.text));
  }

  get card() { return { id: this.id, type: this.id < 0 ? 'supergroup' : 'private', title: this.id < 0 ? '值班群' : undefined,
    ...(this.id < 0 && this.api.forum && { is_forum: true }) }; }
}

export class Person {
  constructor(platform, id, name, { language = 'zh-hans', chat } = {}) {
    Object.assign(this, { platform, api: platform.api, id });
    this.user = { id, is_bot: false, first_name: name, language_code: language };
    this.chat = chat ?? new Chat(platform, id);
  }

  hears(pattern, methods) { return this.chat.hears(pattern, methods); }

  update(message, kind = 'message') {
    return { update_id: this.api.next_update_id(), [kind]: { message_id: this.api.next_message_id(), from: this.user,
      chat: this.chat.card, date: now(), ...message } };
  }

  async sends(message, kind) {
    const update = this.update(message, kind);
    update.status = await this.platform.deliver(update);
    return update;
  }

  says(text, more = {}) { return this.sends({ text, ...more }); }

  replies(call, text, more = {}) { return this.says(text, { reply_to_message: call.sent, ...more }); }

  // In a topic, where Telegram repeats the message that opened it.
  writes_in(topic, text, more = {}) {
    return this.says(text, { message_thread_id: topic, is_topic_message: true, reply_to_message: { message_id: topic,
      from: this.api.me, chat: this.chat.card, date: now(), forum_topic_created: { name: this.api.topics.get(topic)?.name ?? '', icon_color: 1 } },
      ...more });
  }

  photo(bytes, file_id) {
    this.api.files.set(file_id, bytes);
    return { photo: [{ file_id: `${file_id}-small`, file_unique_id: 's', width: 9, height: 7, file_size: 300 },
      { file_id, file_unique_id: `u${file_id}`, width: 64, height: 48, file_size: bytes.length }] };
  }

  // Presses the button with these words under a message of ours; gives the id of the query.
  async taps(call, words) {
    const button = call.buttons.find((b) => words.test(b.text));
    if (!button) throw new Error(`no button ${words} under ${call}`);
    const query = `${this.id}${this.api.next_message_id()}`;
    await this.platform.deliver({ update_id: this.api.next_update_id(), callback_query: { id: query, from: this.user,
      message: call.sent, chat_instance: '-33', data: button.callback_data } });
    return query;
  }

  toast(query) {
    return this.api.first((c) => c.method === 'answerCallbackQuery' && c.fields.callback_query_id === query,
      `the answer to the tap ${query}`);
  }
}

export const staff_chat = (platform) => new Chat(platform, group);

// A server whose staff sit in their Telegram group; 李工 is one of them.
export async function staffed(name, telegram, channels, ...more) {
  const server = await Server.start(name, telegram_section(telegram) + channels, ...more);
  const platform = new Platform(telegram, server);
  const chat = staff_chat(platform);
  return { server, platform, group: chat, li: new Person(platform, staff.li, '李工', { chat }) };
}

// A complaint by words, with everything asked answered; gives its code.
export async function files(resident, words = '8栋楼下垃圾满了') {
  await resident.says(words);
  for (;;) {
    const asked = await resident.hears(/./);
    const code = /CP-\d+/.exec(asked.text ?? asked.body);
    if (code) return code[0];
    await resident.says('1');
  }
}
