// Names everything in scripts that classic Outlook's oldest runtime could not parse: a list for each of a JSON list.
"use strict";
const fs = require("fs");
const path = require("path");
const ts = require(path.join(__dirname, "../../addin/node_modules/typescript"));

// What the compiler writes differently for ES5 is newer than ES5.
function written(text, target) {
  return ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.None } }).outputText;
}

function judge(text) {
  const found = [];
  if (written(text, ts.ScriptTarget.ES5) !== written(text, ts.ScriptTarget.ESNext)) found.push("newer than ES5");
  const parsed = ts.createSourceFile("events.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  if (parsed.parseDiagnostics.length) found.push("does not parse");
  (function walk(node) {
    if (ts.isConditionalExpression(node)) found.push("?:");
    for (const list of [node.arguments, node.parameters]) {
      if (list && list.hasTrailingComma) found.push("trailing comma");
    }
    ts.forEachChild(node, walk);
  })(parsed);
  return found;
}

process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(judge)));
