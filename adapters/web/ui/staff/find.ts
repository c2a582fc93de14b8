// Where a case stands in the room.
import type { Timeline } from '../shared/timeline';

// The seq of its card, else of the newest row about it.
export function card_of(timeline: Timeline, code: string): number | undefined {
  const about = timeline.items.filter((item) => item.row.case === code && item.row.from === 'bot');
  const card = about.find((item) => item.key.startsWith('tag:card:'));
  return (card ?? about[about.length - 1])?.row.seq;
}
