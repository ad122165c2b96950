/** Requests to our own server; refusals come as problem+json (RFC 9457). */

/** The server refused a request; `message` is for people. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The text at `address`. */
export async function fetchText(address: string): Promise<string> {
  return (await checked(await fetch(address, { headers: { Accept: "text/html" } }))).text();
}

/** The JSON at `address`. */
export async function fetchJson<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  return (await checked(response)).json() as Promise<T>;
}

/** Send JSON; `version` guards against overwriting what somebody else changed. */
export async function send(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  address: string,
  body: unknown = null,
  version: string | null = null,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (version !== null) headers["If-Match"] = `"${version}"`;
  if (body !== null) headers["Content-Type"] = "application/json";
  const payload = body === null ? {} : { body: JSON.stringify(body) };
  return checked(await fetch(address, { method, headers, ...payload }));
}

/** Send a form as a page would, and ask for JSON in return. */
export async function sendForm(address: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  return checked(
    await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body }),
  );
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Refused(response.status, await reason(response));
}

async function reason(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? response.statusText;
  } catch {
    return response.statusText; // a proxy's answer, not ours
  }
}
