/** The visitor API: four calls. Whatever goes wrong comes out as one `Failure`. */
const TIMEOUT = 20000;

export class Failure extends Error {
  /** `status` is 0 when the server could not be reached. */
  constructor(status, problem = {}, retryAfter = null) {
    super(`${status} ${problem.title || ""}`);
    this.status = status;
    this.reason = typeof problem.type === "string" ? problem.type.split(":").pop() : "";
    this.emergency = problem.emergency || null;
    this.retryAfter = retryAfter;
  }
}

export class Api {
  constructor(base, locale) {
    this.base = base;
    this.locale = locale;
  }

  begin() {
    return this.call("POST", "conversations", null, this.locale ? { locale: this.locale } : {});
  }

  history(token) {
    return this.call("GET", "conversation", token);
  }

  say(token, message) {
    return this.call("POST", "messages", token, message);
  }

  erase(token) {
    return this.call("DELETE", "conversation", token);
  }

  async call(method, path, token, body) {
    const response = await this.request(method, path, token, body);
    if (response.status === 204) return null;
    const answer = await readJson(response);
    if (response.ok && answer && Array.isArray(answer.messages)) return answer;
    // An answer of another kind comes from something in between, such as a hotel's login page.
    throw new Failure(response.ok ? 0 : response.status, answer || {}, seconds(response));
  }

  async request(method, path, token, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT);
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    try {
      return await fetch(`${this.base}api/chat/${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : undefined,
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
    } catch (error) {
      throw new Failure(0);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function readJson(response) {
  try {
    const answer = await response.json();
    return answer && typeof answer === "object" ? answer : null;
  } catch (error) {
    return null;
  }
}

function seconds(response) {
  const value = Number.parseInt(response.headers.get("Retry-After") || "", 10);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
