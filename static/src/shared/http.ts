/** Requests to our own server; refusals come as problem+json (RFC 9457). */

/** The server refused a request; `code` says why, `message` says it in English. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** No answer came: there is no connection, or the page is being left. */
export class Unreachable extends Error {}

/** The text at `address`. */
export async function fetchText(address: string): Promise<string> {
  return (await request(address, { headers: { Accept: "text/html" } })).text();
}

/** The JSON at `address`. */
export async function fetchJson<T>(address: string): Promise<T> {
  const response = await request(address, { headers: { Accept: "application/json" } });
  return response.json() as Promise<T>;
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
  return request(address, { method, headers, ...payload });
}

/** Send a form as a page would, and ask for JSON in return. */
export async function sendForm(address: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  return request(address, { method: "POST", headers: { Accept: "application/json" }, body });
}

async function request(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    throw new Unreachable(address, { cause: error });
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<Refused> {
  try {
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    return new Refused(response.status, code, detail);
  } catch {
    return new Refused(response.status, "", response.statusText); // a proxy's answer, not ours
  }
}
