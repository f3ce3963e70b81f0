// Names everything in a script that classic Outlook's oldest runtime could not parse, as a JSON list.
"use strict";
const fs = require("fs");
const path = require("path");
const ts = require(path.join(__dirname, "../../addin/node_modules/typescript"));

const text = fs.readFileSync(0, "utf8");
const found = [];

// What the compiler writes differently for ES5 is newer than ES5.
function written(target) {
  return ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.None } });
}
const [old, now] = [written(ts.ScriptTarget.ES5), written(ts.ScriptTarget.ESNext)];
if (old.outputText !== now.outputText) found.push("newer than ES5");
if (old.diagnostics.length) found.push("does not parse");

function walk(node) {
  if (ts.isConditionalExpression(node)) found.push("?:");
  for (const list of [node.arguments, node.parameters]) if (list && list.hasTrailingComma) found.push("trailing comma");
  ts.forEachChild(node, walk);
}
walk(ts.createSourceFile("events.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS));
process.stdout.write(JSON.stringify(found));
