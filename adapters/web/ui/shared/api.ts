// The few plain requests of the pages. A request that fails in any way is `undefined`, or a refusal.

export interface Refusal {
  status: number; // 0: the network
  error: string;
  text: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const patience_ms = 20_000; // for one small request on a weak network

// The server words what it says in the language of the page, not of the browser.
export const asked_in = (): Record<string, string> => ({ 'Accept-Language': document.documentElement.lang });

export async function call<T>(path: string, body?: unknown): Promise<Answer<T>> {
  const stop = typeof AbortController === 'undefined' ? undefined : new AbortController();
  const timer = setTimeout(() => stop?.abort(), patience_ms);
  try {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop?.signal,
      headers: body === undefined ? asked_in() : { ...asked_in(), 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const value = (await response.json().catch(() => ({}))) as T & Partial<Refusal>;
    if (response.ok) return { ok: true, value };
    return { ok: false, refusal: { status: response.status, error: value.error ?? '', text: value.text ?? '' } };
  } catch {
    return { ok: false, refusal: { status: 0, error: 'network', text: '' } };
  } finally {
    clearTimeout(timer);
  }
}
