// Which of the two pages this is. One browser may hold the sessions of both, so requests that either
// may make say it.
export const room_here = (): 'chat' | 'staff' => (location.pathname.startsWith('/staff') ? 'staff' : 'chat');
