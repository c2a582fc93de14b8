// The staff page as a whole: the entrance, or the room.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../shared/api';
import { Header, PreferenceButtons } from '../shared/header';
import { open_keeper } from '../shared/keeper';
import { use_preferences } from '../shared/preferences';
import { open_room, type Room } from '../shared/room';
import { staff_texts } from '../texts/staff';
import type { Alarm } from './alarm';
import { SignedOut, SignIn, Unreachable } from './entrance';
import { StaffPage } from './page';
import { is_alarm } from './reading';
import { forget_key, key_in_address, look_up, type Me, type Sitting } from './session';

const again_ms = 3000; // a server that cannot be reached is asked again

const keeper = open_keeper('staff');

// What another person left unsent on this computer is not sent in this one's name.
async function take_seat(me: Me): Promise<void> {
  if (keeper.value('name') !== me.name) await keeper.clear();
  keeper.set_value('name', me.name);
}

interface Seat {
  me: Me;
  room: Room;
}

export function StaffApp({ alarm }: { alarm: Alarm }) {
  const preferences = use_preferences((language) => staff_texts[language].title);
  const texts = staff_texts[preferences.language];
  const [key, set_key] = useState(key_in_address);
  const [sitting, set_sitting] = useState<Sitting['kind'] | 'looking'>('looking');
  const [seat, set_seat] = useState<Seat>();
  const [changes, set_changes] = useState(0);
  const [round, set_round] = useState(0);

  const still_in = async (): Promise<boolean> => {
    const now = await look_up();
    if (now.kind === 'unreachable') throw new Error('unreachable'); // tried again with the connection
    if (now.kind === 'out') {
      set_seat(undefined);
      set_sitting('out');
    }
    return now.kind === 'in';
  };
  const sit_down = async (me: Me): Promise<void> => {
    await take_seat(me);
    const room = open_room({
      path: '/ws/staff',
      keeper,
      prepare: still_in,
      arrived: (rows) =>
        alarm.arrived(
          rows.map((row) => row.text),
          rows.map((row) => row.text).filter(is_alarm),
        ),
      cases: () => set_changes((count) => count + 1),
    });
    if (me.room) room.start();
    set_seat({ me, room });
    set_sitting('in');
  };
  useEffect(() => {
    if (key) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    void look_up().then((found) => {
      if (found.kind === 'in') return sit_down(found.me);
      set_sitting(found.kind);
      if (found.kind === 'unreachable') timer = setTimeout(() => set_round((count) => count + 1), again_ms);
      return undefined;
    });
    return () => clearTimeout(timer);
  }, [key, round]);

  const sign_out = async (): Promise<void> => {
    seat?.room.end();
    await keeper.clear();
    await call('/api/staff/sign-out', {});
    set_seat(undefined);
    set_sitting('out');
  };
  if (seat) {
    return (
      <StaffPage
        room={seat.room}
        keeper={keeper}
        alarm={alarm}
        me={seat.me}
        preferences={preferences}
        changes={changes}
        sign_out={() => void sign_out()}
      />
    );
  }
  const entered = (): void => {
    forget_key();
    set_key('');
  };
  return (
    <div class="app">
      <Header texts={texts}>
        <PreferenceButtons texts={texts} preferences={preferences} />
      </Header>
      {key && <SignIn texts={texts} key_={key} entered={entered} />}
      {!key && sitting === 'out' && <SignedOut texts={texts} />}
      {!key && sitting === 'unreachable' && <Unreachable texts={texts} />}
    </div>
  );
}
