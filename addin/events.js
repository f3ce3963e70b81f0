/*
 * What Outlook runs by itself: a check before a reply is sent, and "somebody is writing" while one is written.
 * One file in ES5 without the conditional operator: classic Outlook before build 17425 runs it without a page and
 * knows nothing newer (OUTLOOK.md 2.5). It never holds a mail back: no answer in three seconds means send.
 */
(function () {
  var API = "{{ public_url }}/api/v1/";
  var BUDGET_MS = 3000;
  var LONGEST_TEXT = 500;
  var LONGEST_LABEL = 20;

  /* completed() may be called once only, and nothing after it is sure to run. */
  function once(event, fallback) {
    var done = false;
    var timer = null;
    function finish(answer) {
      if (done) { return; }
      done = true;
      clearTimeout(timer);
      if (answer) { event.completed(answer); } else { event.completed(); }
    }
    timer = setTimeout(function () { finish(fallback); }, BUDGET_MS);
    return finish;
  }

  function token(found) {
    var sso = typeof OfficeRuntime !== "undefined" && OfficeRuntime.auth && OfficeRuntime.auth.getAccessToken;
    if (!sso) { found(null); return; }
    try {
      OfficeRuntime.auth.getAccessToken({ allowSignInPrompt: false, allowConsentPrompt: false })
        .then(function (value) { found(value); }, function () { found(null); });
    } catch (error) { found(null); }
  }

  function key() {
    return "send-" + new Date().getTime().toString(36) + "-" + Math.random().toString(36).slice(2);
  }

  function post(path, bearer, body, answered) {
    var request = new XMLHttpRequest();
    request.open("POST", API + path, true);
    request.timeout = BUDGET_MS;
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Authorization", "Bearer " + bearer);
    request.setRequestHeader("Idempotency-Key", key());
    request.onload = function () {
      var answer = null;
      if (request.status === 200) {
        try { answer = JSON.parse(request.responseText); } catch (error) { answer = null; }
      }
      answered(answer);
    };
    request.onerror = request.ontimeout = function () { answered(null); };
    request.send(JSON.stringify(body));
  }

  function draft() {
    var item = Office.context.mailbox.item;
    var found = { locale: String(Office.context.displayLanguage || "en-US").slice(0, 20) };
    if (item && item.inReplyTo) { found.in_reply_to = String(item.inReplyTo); }
    if (item && item.conversationId) { found.conversation_id = String(item.conversationId); }
    return found;
  }

  function ask(path, finish, use) {
    var body = draft();
    if (!body.in_reply_to && !body.conversation_id) { finish(); return; }
    token(function (bearer) {
      if (!bearer) { finish(); return; }
      try { post(path, bearer, body, use); } catch (error) { finish(); }
    });
  }

  function onMessageSend(event) {
    var allowed = { allowEvent: true };
    var finish = once(event, allowed);
    try {
      ask("send-check", function () { finish(allowed); }, function (answer) {
        if (!answer || !answer.warn) { finish(allowed); return; }
        finish({
          allowEvent: false,
          errorMessage: String(answer.text).slice(0, LONGEST_TEXT),
          errorMessageMarkdown: String(answer.markdown || answer.text).slice(0, LONGEST_TEXT),
          cancelLabel: String(answer.button).slice(0, LONGEST_LABEL),
          commandId: "composeOpenPane",
          contextData: JSON.stringify({ from: "send-check", conversation: answer.conversation })
        });
      });
    } catch (error) { finish(allowed); }
  }

  function onNewMessageCompose(event) {
    var finish = once(event);
    try {
      ask("composing", function () { finish(); }, function () { finish(); });
    } catch (error) { finish(); }
  }

  if (Office.onReady) { Office.onReady(function () {}); }
  Office.actions.associate("onMessageSend", onMessageSend);
  Office.actions.associate("onNewMessageCompose", onNewMessageCompose);
})();
