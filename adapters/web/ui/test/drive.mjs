// Drives the machine of one room through events, and remembers what it asked for.
import { load } from './load.mjs';

const { step } = await load('shared/state.ts');
const { initial_state } = await load('shared/model.ts');

export function row(seq, more = {}) {
  return {
    seq, at: seq * 1000, from: 'bot', text: `row ${seq}`, choices: [], photos: [], files: [], withdrawn: false, ...more,
  };
}

export function drive() {
  let state = initial_state;
  let effects = [];
  const self = {
    get state() {
      return state;
    },
    now: 1000,
    // What was asked for since the last call.
    effects(kind) {
      const all = effects.filter((effect) => !kind || effect.do === kind);
      effects = [];
      return all;
    },
    sent: (t) => self.effects('send').map((effect) => effect.frame).filter((frame) => !t || frame.t === t),
    tell(event) {
      const next = step(state, event);
      state = next.state;
      effects.push(...next.effects);
      return self;
    },
    frames: (...frames) => self.tell({ kind: 'frames', frames, now: self.now }),
    rows: (...rows) => self.frames(...rows.map((one) => ({ t: 'row', row: one }))),
    online: (last = 0) =>
      self.tell({ kind: 'connecting' }).tell({ kind: 'opened' }).frames({ t: 'welcome', last, lang: 'zh-CN' }),
    say: (id, text = 'words', more = {}) => self.tell({ kind: 'say', id, text, now: self.now, ...more }),
    photo: (event) => self.tell({ kind: 'photo', event, now: self.now }),
    close: () => self.tell({ kind: 'closed', random: 0.5 }),
    shown: () => state.timeline.items.map((item) => item.row.text),
  };
  return self;
}
