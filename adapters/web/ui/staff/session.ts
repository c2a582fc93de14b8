// Who sits in front of the staff page.
import { call } from '../shared/api';

export interface Me {
  name: string;
  role: string;
  room: boolean;
  where: string;
}

export type Sitting = { kind: 'in'; me: Me } | { kind: 'out' } | { kind: 'unreachable' };

export async function look_up(): Promise<Sitting> {
  const answer = await call<Partial<Me>>('/api/staff/me');
  if (answer.ok) {
    const { name = '', role = '', room = true, where = '' } = answer.value;
    return { kind: 'in', me: { name, role, room, where: where.charAt(0).toUpperCase() + where.slice(1) } };
  }
  const { status } = answer.refusal;
  return { kind: status === 401 || status === 403 ? 'out' : 'unreachable' };
}

// The key stays in the address until it was used, so that a reload does not lose it.
export const key_in_address = (): string => new URLSearchParams(location.search).get('key') ?? '';
export const forget_key = (): void => history.replaceState(null, '', '/staff');
