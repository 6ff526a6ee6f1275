// The runner of the TypeScript SDKs: what .ci/sdk/conductor asks for, through gen/sdk/typescript.
import * as djaoapp from "tollkeeper-djaoapp";
import * as subscriptions from "tollkeeper-subscriptions";

interface Call {
  contract: "djaoapp" | "subscriptions";
  operation: string;
  path_values: Record<string, string>;
  query: Record<string, string[]>;
  header: Record<string, string>;
  content_type: string;
  body: unknown;
  files: string[] | null;
  token: string;
}

const base = process.env["TOLLKEEPER_URL"] ?? "";

/** Signs xia in, buys a discounted month for her, and as alice, who sells it, pays a part back. */
async function mainJob(): Promise<void> {
  const xia = await signIn("xia");
  const alice = await signIn("alice");
  const added = await xia.POST("/cart/", { body: { plan: "open-space" } });
  if (added.error) throw new Error(added.error.detail);
  const redeemed = await xia.POST("/cart/redeem/", { body: { code: "DIS50" } });
  if (redeemed.error) throw new Error(redeemed.error.detail);
  const params = { path: { organization: "xia" } };
  const paid = await xia.POST("/billing/{organization}/checkout/", { params, body: { processor_token: "tok_visa" } });
  if (paid.error) throw new Error(paid.error.detail);
  if (!("processor_key" in paid.data) || paid.data.state !== "done") throw new Error("the cart was not paid");
  const refunded = await alice.POST("/billing/charges/{charge}/refund/", {
    params: { path: { charge: paid.data.processor_key } },
    body: { lines: [{ num: 0, refunded_amount: 500 }] },
  });
  if (refunded.error) throw new Error(refunded.error.detail);
  if (refunded.data.amount !== paid.data.amount) throw new Error("another charge was refunded");
}

async function signIn(username: string) {
  const baseUrl = `${base}/api`;
  const { data, error } = await djaoapp.createClient({ baseUrl }).POST("/auth/", { body: { username, password: "yoyo" } });
  if (error) throw new Error(error.detail);
  return djaoapp.createClient({ baseUrl, headers: { Authorization: `Bearer ${data.token}` } });
}

/** What the two clients have in common once path and method are not known at compile time. */
type Request = (method: string, path: string, init: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

const contracts: Record<Call["contract"], { base: string; routes: Record<string, { method: string; path: string }>; create: typeof create }> = {
  djaoapp: { base: "/api", routes: djaoapp.routes, create },
  subscriptions: { base: "/api/v1", routes: subscriptions.routes, create },
};

function create(contract: Call["contract"], token: string): Request {
  const options = { baseUrl: base + contracts[contract].base, headers: { Authorization: `Bearer ${token}` } };
  const client = contract === "djaoapp" ? djaoapp.createClient(options) : subscriptions.createClient(options);
  return client.request as unknown as Request;
}

/** Finds the route of an operation and sends its example; says what went wrong, "" for nothing. */
async function send(call: Call): Promise<string> {
  const { routes, create } = contracts[call.contract];
  const route = routes[call.operation];
  if (!route) return "the client has no such operation";
  const init: Record<string, unknown> = { params: { path: call.path_values, query: call.query, header: call.header } };
  if (call.content_type) init["body"] = call.body;
  if (call.content_type === "application/x-www-form-urlencoded") init["headers"] = { "Content-Type": call.content_type };
  if (call.content_type === "multipart/form-data") {
    init["bodySerializer"] = (body: Record<string, unknown>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(body)) {
        if (call.files?.includes(name)) form.append(name, new Blob([String(value)]), "example");
        else form.append(name, String(value));
      }
      return form;
    };
  }
  const { data, error, response } = await create(call.contract, call.token)(route.method, route.path, init);
  if (error !== undefined) return `${response.status} ${JSON.stringify(error)}`;
  if (response.status !== 204 && data === undefined) return `${response.status}: no data`;
  return "";
}

await mainJob();
for (let error = ""; ; ) {
  const answer = await fetch(`${base}/conductor/next`, { method: "POST", body: JSON.stringify({ error }) });
  if (answer.status !== 200) break;
  error = await send((await answer.json()) as Call).catch(String);
}
