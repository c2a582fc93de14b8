// The few pictures we need, drawn in the colour of the text beside them.
const paths = {
  camera: 'M9 4 7.5 6H4v14h16V6h-3.5L15 4zM12 16.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  send: 'M4 12 20 4l-5 16-3.5-6.5z',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M12 5v14M6 13l6 6 6-6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  tick: 'M5 12.5 10 17.5 19 7',
  ticks: 'M2 12.5 6.5 17 14.5 8M10.5 16l1 1L21.5 8',
  warning: 'M12 4 2.5 20h19zM12 10v4.5M12 17.200h.01',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  reply: 'M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1.5H4zM10 21h4',
  bell_off: 'M6 17V11a6 6 0 0 1 12 0v6l2 1.5H4zM10 21h4M3 3l18 18',
  retry: 'M19 12a7 7 0 1 1-2.5-5.400M17 3v4h-4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.6-4.5 4-6.5 8-6.5s7.400 2 8 6.5',
};

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

// Two roofs side by side: neighbours.
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path class="mark-far" d="M17 19 27 10l10 9v15H17z" />
      <path class="mark-near" d="M3 22 14 12l11 10v12H3z" />
      <path class="mark-door" d="M11 34v-7a3 3 0 0 1 6 0v7z" />
    </svg>
  );
}
