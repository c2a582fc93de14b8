// Makes an alarm heard and seen: a sound, the browser's notification, the number in the tab's title.
// Sound and notification stay off until a click allows them; browsers ask for that as well.
import { show_favicon } from '../shared/favicon';

export interface Alarm {
  is_on(): boolean;
  turn(on: boolean): void;
  arrived(texts: string[], alarms: string[]): void;
  set_title(title: string, alarm_title: string): void;
}

const tones: readonly [frequency: number, from: number, until: number][] = [
  [880, 0, 0.22],
  [660, 0.26, 0.48],
  [880, 0.6, 0.82],
  [660, 0.86, 1.1],
];

function beep(audio: AudioContext): void {
  const start = audio.currentTime + 0.02;
  for (const [frequency, from, until] of tones) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, start + from);
    volume.gain.exponentialRampToValueAtTime(0.4, start + from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + until);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + from);
    tone.stop(start + until);
  }
}

function notify(title: string, text: string): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(title, { body: text, tag: 'linli-alarm', requireInteraction: true });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Phones want a service worker for this; the sound and the title remain.
  }
}

export function open_alarm(): Alarm {
  let audio: AudioContext | undefined;
  let on = false;
  let unseen = 0;
  let alarming = false;
  let title = document.title;
  let alarm_title = '';

  const show = (): void => {
    document.title = unseen > 0 ? `${alarming ? '🚨 ' : ''}(${unseen}) ${title}` : title;
    show_favicon(alarming);
  };
  const seen = (): void => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    unseen = 0;
    alarming = false;
    show();
  };
  document.addEventListener('visibilitychange', seen);
  addEventListener('focus', seen);

  return {
    is_on: () => on,
    turn: (wanted) => {
      on = wanted;
      if (!on) return;
      audio = audio ?? new AudioContext();
      void audio.resume().then(() => audio && beep(audio)); // so that one knows how it sounds
      if (typeof Notification !== 'undefined' && Notification.permission === 'default') {
        void Notification.requestPermission();
      }
    },
    arrived: (texts, alarms) => {
      unseen += texts.length;
      alarming = alarming || alarms.length > 0;
      show();
      if (on && alarms.length > 0) {
        if (audio) beep(audio);
        notify(alarm_title, alarms.join('\n'));
      }
      seen();
    },
    set_title: (wanted, urgent) => {
      title = wanted;
      alarm_title = urgent;
      show();
    },
  };
}
