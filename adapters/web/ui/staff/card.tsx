// A case's card in the room: code, priority in words, what and where, photos, buttons.
import { Icon } from '../shared/icons';
import type { RowProps } from '../shared/log';
import { Choices, Foot, ReplyButton, Words } from '../shared/message';
import { PhotoRow } from '../shared/photos';
import { Still } from '../shared/view';
import type { StaffTexts } from '../texts/staff';
import { Badge } from './case_views';
import { read_card } from './reading';

export interface CardProps extends RowProps {
  texts: StaffTexts;
  open_case(code: string): void;
}

export class Card extends Still<CardProps> {
  render({ row, taken, pending, ui, texts, open_case }: CardProps) {
    const code = row.case ?? '';
    const card = read_card(row.text, code);
    return (
      <article class={`card ${card.priority.toLowerCase()}`} data-seq={row.seq} tabIndex={-1}>
        <div class="card-head">
          {card.icon && <span class="card-icon" aria-hidden="true">{card.icon}</span>}
          <button type="button" class="code" aria-label={texts.open_case(code)} onClick={() => open_case(code)}>
            {code}
          </button>
          <Badge priority={card.priority} texts={texts} />
        </div>
        {card.title && <p class="card-title">{card.title}</p>}
        {card.body && (
          <p class="card-body">
            <Words text={card.body} linked />
          </p>
        )}
        <PhotoRow photos={row.photos} ui={ui} />
        <div class="card-acts">
          <Choices row={row} open taken={taken} pending={pending} ui={ui} choose={(choice) => ui.choose(row, choice)} />
          <ReplyButton row={row} ui={ui} />
        </div>
        <Foot at={row.at} ui={ui} />
      </article>
    );
  }
}

// Who will see what is being written, in words and by an icon, where the eye is.
export function AudienceLine({ audience, texts }: { audience: 'resident' | 'colleagues' | 'verb'; texts: StaffTexts }) {
  const words = {
    resident: texts.goes_resident,
    colleagues: texts.goes_colleagues,
    verb: texts.goes_verb,
  };
  return (
    <p class={`audience ${audience}`} role="status">
      <Icon name={audience === 'resident' ? 'person' : audience === 'verb' ? 'tick' : 'lock'} />
      {words[audience]}
    </p>
  );
}
