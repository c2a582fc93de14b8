// The resident's page starts here: a session, a room, a view.
import { render } from 'preact';
import { call } from '../shared/api';
import { open_keeper } from '../shared/keeper';
import { open_room } from '../shared/room';
import { first_language } from '../shared/settings';
import type { Language } from '../texts/common';
import { show_favicon } from '../shared/favicon';
import { ChatPage } from './page';
import './chat.css';

const keeper = open_keeper('chat');
let language: Language = first_language();

async function session(): Promise<boolean> {
  const answer = await call<{ new?: boolean }>('/api/chat/session', { language });
  if (!answer.ok) throw new Error(answer.refusal.error); // tried again with the connection
  if (answer.value.new) room.start_over();
  return true;
}

const room = open_room({ path: '/ws/chat', keeper, prepare: session });
room.start();

function language_changed(wanted: Language): void {
  language = wanted;
  void call('/api/chat/language', { language }); // the answers follow the page
}

show_favicon();

const place = document.getElementById('page');
if (place) render(<ChatPage room={room} keeper={keeper} language_changed={language_changed} />, place);
