// One row of a conversation as a bubble: who, what, choices, photos, and how far it got.
import { Icon, type IconName } from './icons';
import type { Outgoing } from './model';
import { PhotoRow } from './photos';
import { Still, type Ui } from './view';
import type { Choice, FileLink, Row } from './wire';
import { clock, link_pieces, own_link } from './words';

// Text is always set as text; newlines are kept by the style sheet.
export function Words({ text, linked }: { text: string; linked: boolean }) {
  if (!linked) return <>{text}</>;
  return (
    <>
      {link_pieces(text, location.origin).map((piece) =>
        piece.href ? (
          <a href={piece.href} rel="noopener">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

function Files({ files, ui }: { files: FileLink[]; ui: Ui }) {
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file) => {
        const link = own_link(file.link, location.origin);
        return (
          <li key={file.link}>
            <Icon name="file" />
            {link ? (
              <a href={link} target="_blank" rel="noopener">
                {file.name}
              </a>
            ) : (
              <span>{file.name}</span>
            )}
            <span class="hidden-word">{ui.texts.file}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface ChoicesProps {
  row: Row;
  open: boolean; // may still be tapped
  taken?: string; // data of the one that was tapped
  pending?: Outgoing;
  ui: Ui;
  choose(choice: Choice): void;
}

export function Choices({ row, open, taken, pending, ui, choose }: ChoicesProps) {
  if (row.choices.length === 0) return null;
  const { texts } = ui;
  const waiting = pending && !pending.failed ? pending.data : undefined;
  const free = open && waiting === undefined;
  return (
    <div class="choices" role="group" aria-label={texts.choices}>
      {row.choices.map((choice) => {
        const chosen = choice.data === (waiting ?? taken);
        const said = choice.label === String(choice.digit) || choice.digit === 0;
        return (
          <button
            type="button"
            class={chosen ? 'choice chosen' : 'choice'}
            key={choice.data}
            aria-disabled={!free}
            tabIndex={open ? 0 : -1}
            onClick={() => free && choose(choice)}
          >
            {!said && <span class="digit">{choice.digit}</span>}
            <span>{choice.label}</span>
            {chosen && <Icon name={waiting === undefined ? 'tick' : 'clock'} />}
            {chosen && <span class="hidden-word">{waiting === undefined ? texts.chosen : texts.sending}</span>}
          </button>
        );
      })}
      {pending?.failed && <Failure item={pending} ui={ui} />}
    </div>
  );
}

export function Failure({ item, ui }: { item: Outgoing; ui: Ui }) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <span>
        {ui.texts.failed}
        {item.failed?.text ? ` · ${item.failed.text}` : ''}
      </span>
      <span class="failure-acts">
        <button type="button" class="plain small" onClick={() => ui.room.retry(item.id)}>
          {ui.texts.retry}
        </button>
        <button type="button" class="plain small" onClick={() => ui.room.discard(item.id)}>
          {ui.texts.discard}
        </button>
      </span>
    </div>
  );
}

export type Progress = 'waiting' | 'sending' | 'sent' | 'delivered';
const progress_icon: Record<Progress, IconName> = {
  waiting: 'clock', sending: 'clock', sent: 'tick', delivered: 'ticks',
};

export function Foot({ at, progress, ui }: { at: number; progress?: Progress; ui: Ui }) {
  return (
    <div class="foot">
      <time dateTime={new Date(at).toISOString()}>{clock(at, ui.language)}</time>
      {progress && (
        <span class={`progress ${progress}`}>
          <Icon name={progress_icon[progress]} />
          {ui.texts[progress]}
        </span>
      )}
    </div>
  );
}

export function Quote({ row, ui }: { row: Row; ui: Ui }) {
  const first = row.text.split('\n')[0] ?? '';
  return (
    <div class="quote">
      <span class="hidden-word">{ui.texts.reply_to} </span>
      {row.who && <b>{row.who} </b>}
      {first.length > 60 ? `${first.slice(0, 60)}…` : first || ui.texts.photo}
    </div>
  );
}

export function ReplyButton({ row, ui }: { row: Row; ui: Ui }) {
  const { reply } = ui;
  if (!reply) return null;
  return (
    <button type="button" class="quiet reply" onClick={() => reply(row)}>
      <Icon name="reply" />
      {ui.texts.reply_to}
      <span class="hidden-word"> {row.case}</span>
    </button>
  );
}

const urgent = (row: Row): boolean => row.from === 'bot' && row.text.startsWith('🚨');

interface BubbleProps {
  row: Row;
  name: string; // of the speaker; empty within a run of the same speaker
  open: boolean;
  taken?: string;
  pending?: Outgoing;
  progress?: Progress;
  quoted?: Row;
  ui: Ui;
}

export class Bubble extends Still<BubbleProps> {
  render({ row, name, open, taken, pending, progress, quoted, ui }: BubbleProps) {
    return (
      <article class={`bubble ${row.from}${urgent(row) ? ' alarm' : ''}`} data-seq={row.seq} tabIndex={-1}>
        <p class={name ? 'who' : 'hidden-word'}>{name || row.who || (row.from === 'me' ? ui.texts.me : ui.texts.name)}</p>
        <div class={row.withdrawn ? 'body withdrawn' : 'body'}>
          {quoted && <Quote row={quoted} ui={ui} />}
          {row.withdrawn ? <p>{ui.texts.withdrawn}</p> : row.text && (
            <p>
              <Words text={row.text} linked={row.from !== 'me'} />
            </p>
          )}
          <PhotoRow photos={row.photos} ui={ui} />
          <Files files={row.files} ui={ui} />
        </div>
        <div class="line">
          <Foot at={row.at} progress={progress} ui={ui} />
          {row.from === 'bot' && row.case && !row.withdrawn && <ReplyButton row={row} ui={ui} />}
        </div>
        <Choices
          row={row}
          open={open}
          taken={taken}
          pending={pending}
          ui={ui}
          choose={(choice) => ui.choose(row, choice)}
        />
      </article>
    );
  }
}
