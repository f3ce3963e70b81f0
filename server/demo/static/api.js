/** The only place that fetches: the page's own JSON interface. */

/** A refusal of the page's own interface, with its words. */
export class HostError extends Error {}

/**
 * @param {string} path
 * @param {Record<string, string>} [query]
 * @param {object} [body] posted as JSON if given
 * @returns {Promise<any>}
 */
export async function call(path, query = {}, body = undefined) {
  const url = `/api/${path}?${new URLSearchParams(query)}`;
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, options);
  const data = await response.json();
  if (!response.ok) throw new HostError(data.error);
  return data;
}
