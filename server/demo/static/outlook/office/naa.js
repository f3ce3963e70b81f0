/** The bridge on which msal-browser asks the host for tokens (nested app authentication). */
function nestedAppAuthBridge() {
  const listeners = new Set();
  const answer = (request, body) => {
    const text = JSON.stringify({ messageType: "NestedAppAuthResponse", requestId: request.requestId, ...body });
    for (const listener of listeners) listener(text);
  };
  const serve = async (text) => {
    const request = JSON.parse(text);
    if (request.messageType !== "NestedAppAuthRequest") fault(`the bridge knows no ${request.messageType}`);
    if (!["GetInitContext", "GetToken", "GetTokenPopup"].includes(request.method)) fault(`the bridge knows no ${request.method}`);
    await ready;
    const values = { method: request.method, scope: request.tokenParams?.scope ?? "", clientId: request.tokenParams?.clientId ?? "" };
    link.call("nested", values).then((body) => answer(request, { success: true, ...body }), (error) => answer(request, { success: false, error: error.bridge ?? { status: "PERSISTENT_ERROR", description: error.message } }));
  };
  return {
    addEventListener: (name, listener) => { if (name === "message") listeners.add(listener); },
    removeEventListener: (name, listener) => listeners.delete(listener),
    postMessage: (text) => { serve(text); },
  };
}
