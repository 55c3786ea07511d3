/**
 * Declarations as written, but for controls, parsers and tables. (P4_16 1.2.5, sections 7, 10, 11.)
 * @module
 */
import type { Place } from "../program.ts";
import { controlDeclaration, parserDeclaration } from "./block.ts";
import type { Cursor } from "./cursor.ts";
import { parameters, typeParameters } from "./parameter.ts";
import { tableDeclaration } from "./table.ts";
import type { Annotation, Declaration, Expression, FunctionDeclaration } from "./tree.ts";
import type { InstanceDeclaration, Method, Name, TypeRef } from "./tree.ts";

export function declaration(cursor: Cursor): Declaration {
  const annotations = cursor.grammar.annotations(cursor);
  const { place } = cursor;
  return cursor.deeper(
    () => worded(cursor, annotations, place) ?? typed(cursor, annotations, place),
  );
}

function worded(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration | undefined {
  const { text } = cursor.token;
  switch (text) {
    case "const":
      return constant(cursor, annotations, place);
    case "struct":
    case "header":
    case "header_union":
      return struct(cursor, annotations, place);
    case "enum":
      return enumeration(cursor, annotations, place);
    case "error":
    case "match_kind":
      return cursor.is("{", 1) ? members(cursor, annotations, place) : undefined;
    case "typedef":
      return alias(cursor, annotations, place);
    case "type":
      return cursor.isName(1) || beginsType(cursor, 1)
        ? alias(cursor, annotations, place)
        : undefined;
    case "action":
      return action(cursor, annotations, place);
    case "table":
      return tableDeclaration(cursor, annotations, place);
    case "control":
      return controlDeclaration(cursor, annotations, place);
    case "parser":
      return parserDeclaration(cursor, annotations, place);
    case "package":
      return packageDeclaration(cursor, annotations, place);
    case "extern":
      return extern(cursor, annotations, place);
    case "value_set":
      return cursor.is("<", 1) ? valueSet(cursor, annotations, place) : undefined;
    default:
      return undefined;
  }
}

function beginsType(cursor: Cursor, at: number): boolean {
  return ["bit", "int", "bool", "error", "varbit"].some((word) => cursor.is(word, at));
}

/** A variable, an instance or a function: they begin with a type. */
function typed(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  const type = cursor.grammar.type(cursor);
  if (cursor.is("(")) {
    const args = cursor.grammar.args(cursor);
    const name = cursor.name();
    cursor.declare(name.text, false);
    const body = cursor.takes("=") ? instanceBody(cursor) : null;
    cursor.expect(";");
    return { kind: "instance", annotations, name, place, type, args, body };
  }
  const name = cursor.name();
  cursor.declare(name.text, false);
  if (cursor.is("(") || cursor.is("<"))
    return functionDeclaration(cursor, { annotations, name, place }, type);
  const value = cursor.takes("=") ? cursor.grammar.expression(cursor) : null;
  cursor.expect(";");
  return { kind: "variable", annotations, name, place, type, value };
}

type Head = {
  readonly annotations: readonly Annotation[];
  readonly name: Name;
  readonly place: Place;
};

function functionDeclaration(cursor: Cursor, head: Head, returns: TypeRef): Declaration {
  return cursor.inScope(() => {
    const types = typeParameters(cursor);
    const list = parameters(cursor);
    return {
      kind: "function",
      ...head,
      returns,
      types,
      parameters: list,
      body: cursor.grammar.block(cursor),
    };
  });
}

type Member = FunctionDeclaration | InstanceDeclaration;

function instanceBody(cursor: Cursor): readonly Member[] {
  cursor.expect("{");
  return cursor.inScope(() => {
    const body: Member[] = [];
    while (!cursor.takes("}")) {
      const found = declaration(cursor);
      if (found.kind !== "function" && found.kind !== "instance") {
        return cursor.fail("Only functions and instances are declared in an instance.");
      }
      body.push(found);
    }
    return body;
  });
}

function constant(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  cursor.next();
  const type = cursor.grammar.type(cursor);
  const name = cursor.name();
  cursor.declare(name.text, false);
  cursor.expect("=", "A constant has a value.");
  const value: Expression = cursor.grammar.expression(cursor);
  cursor.expect(";");
  return { kind: "constant", annotations, name, place, type, value };
}

function struct(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  const word = cursor.next().text;
  const kind = word === "header_union" ? "union" : word === "header" ? "header" : "struct";
  const name = cursor.name();
  cursor.declare(name.text, true);
  return cursor.inScope(() => {
    const types = typeParameters(cursor);
    cursor.expect("{");
    const fields = [];
    while (!cursor.takes("}")) {
      const own = cursor.grammar.annotations(cursor);
      const type = cursor.grammar.type(cursor);
      fields.push({ annotations: own, type, name: cursor.member() });
      cursor.expect(";");
    }
    return { kind, annotations, name, place, types, fields };
  });
}

function enumeration(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration {
  cursor.next();
  const under = cursor.isName() && cursor.is("{", 1) ? null : cursor.grammar.type(cursor);
  const name = cursor.name();
  cursor.declare(name.text, true);
  cursor.expect("{");
  const list = cursor.list("}", () => {
    cursor.grammar.annotations(cursor);
    const member = cursor.member();
    return { name: member, value: cursor.takes("=") ? cursor.grammar.expression(cursor) : null };
  });
  return { kind: "enum", annotations, name, place, under, members: list };
}

function members(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  const kind = cursor.next().text === "error" ? "errors" : "matchKinds";
  cursor.expect("{");
  const list = cursor.list("}", () => {
    cursor.grammar.annotations(cursor);
    return cursor.member();
  });
  return { kind, annotations, name: { text: "", absolute: false, place }, place, members: list };
}

function alias(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  const kind = cursor.next().text === "typedef" ? "typedef" : "newtype";
  const type = cursor.grammar.type(cursor);
  const name = cursor.name();
  cursor.declare(name.text, true);
  cursor.expect(";");
  return { kind, annotations, name, place, type };
}

function action(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  cursor.next();
  const name = cursor.name();
  cursor.declare(name.text, false);
  return cursor.inScope(() => {
    const list = parameters(cursor);
    return {
      kind: "action",
      annotations,
      name,
      place,
      parameters: list,
      body: cursor.grammar.block(cursor),
    };
  });
}

function packageDeclaration(
  cursor: Cursor,
  annotations: readonly Annotation[],
  place: Place,
): Declaration {
  cursor.next();
  const name = cursor.name();
  cursor.declare(name.text, true);
  return cursor.inScope(() => {
    const types = typeParameters(cursor);
    const list = parameters(cursor);
    cursor.expect(";");
    return { kind: "package", annotations, name, place, types, parameters: list };
  });
}

function valueSet(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  cursor.next();
  cursor.expect("<");
  const type = cursor.grammar.type(cursor);
  cursor.expect(">");
  cursor.expect("(");
  const size = cursor.grammar.expression(cursor);
  cursor.expect(")");
  const name = cursor.name();
  cursor.declare(name.text, false);
  cursor.expect(";");
  return { kind: "valueSet", annotations, name, place, type, size };
}

/** `extern Name<T> { … }`, or `extern T name<U>(…);`. */
function extern(cursor: Cursor, annotations: readonly Annotation[], place: Place): Declaration {
  cursor.next();
  const isObject =
    cursor.isName() && (cursor.is("{", 1) || (cursor.is("<", 1) && isObjectHead(cursor)));
  if (!isObject) {
    const returns = cursor.grammar.type(cursor);
    const name = cursor.name();
    cursor.declare(name.text, false);
    const head = { annotations, name, place };
    return { kind: "externFunction", ...signature(cursor, head, returns, false) };
  }
  const name = cursor.name();
  cursor.declare(name.text, true);
  return cursor.inScope(() => {
    const types = typeParameters(cursor);
    cursor.expect("{");
    const methods: Method[] = [];
    while (!cursor.takes("}")) methods.push(method(cursor, name.text));
    return { kind: "extern", annotations, name, place, types, methods };
  });
}

/** Whether the angle brackets end before a brace: `extern register<T> {`. */
function isObjectHead(cursor: Cursor): boolean {
  for (let at = 2; at < 64; at += 1) {
    if (cursor.is(">", at)) return cursor.is("{", at + 1);
  }
  return false;
}

function method(cursor: Cursor, owner: string): Method {
  const annotations = cursor.grammar.annotations(cursor);
  const { place } = cursor;
  const abstract = cursor.takes("abstract");
  if (cursor.is(owner) && cursor.is("(", 1)) {
    const name = cursor.name();
    return signature(cursor, { annotations, name, place }, null, false);
  }
  const returns = cursor.grammar.type(cursor);
  const name = cursor.member();
  return signature(cursor, { annotations, name, place }, returns, abstract);
}

function signature(cursor: Cursor, head: Head, returns: TypeRef | null, abstract: boolean): Method {
  return cursor.inScope(() => {
    const types = typeParameters(cursor);
    const list = parameters(cursor);
    cursor.expect(";");
    return { ...head, returns, types, parameters: list, abstract };
  });
}
