/**
 * Declarations at the top level, one after the other: each sees those above it
 * (P4_16 1.2.5, sections 6.9 and 7.2).
 * @module
 */
import type {
  ControlDeclaration,
  Declaration,
  MembersDeclaration,
  ParserDeclaration,
} from "../syntax/tree.ts";
import { makeAction } from "./action.ts";
import { abstractType, blockType, packageType } from "./blocks.ts";
import type { Context } from "./context.ts";
import type { Entity } from "./entity.ts";
import { externFunction, externType } from "./extern.ts";
import { makeFunction } from "./function.ts";
import { instantiate } from "./instance.ts";
import { declareConstant, declareOrBreak } from "./local.ts";
import { declare } from "./name.ts";
import { aliasType, enumType, nominalType } from "./nominal.ts";
import { wrong } from "./refuse.ts";

/** What is made of each parser and control: those that stay unused are checked at the end. */
export type Built = Map<ControlDeclaration | ParserDeclaration, Entity | null>;

export function declareTop(top: Context, source: Declaration, built: Built): void {
  // Bodies and fields see what is declared so far; an extern's methods see the extern too.
  const context = { ...top, scope: source.kind === "extern" ? top.scope : top.scope.view() };
  if (source.kind === "errors" || source.kind === "matchKinds") {
    top.refusals.attempt(() => declareMembers(top, source));
    return;
  }
  if (source.kind === "constant") {
    declareConstant(top, source);
    return;
  }
  declareOrBreak(top, source.name.text, source.place, () => entityOf(context, source, built));
}

function entityOf(context: Context, source: Declaration, built: Built): Entity {
  switch (source.kind) {
    case "struct":
    case "header":
    case "union":
      return nominalType(context, source);
    case "enum":
      return enumType(context, source);
    case "typedef":
    case "newtype":
      return aliasType(context, source);
    case "extern":
      return externType(context, source);
    case "externFunction":
      return { kind: "function", overloads: [externFunction(context, source)] };
    case "function":
      return { kind: "function", overloads: [makeFunction(context, source)] };
    case "action":
      return makeAction(context, source);
    case "instance":
      return instantiate(context, source);
    case "parserType":
    case "controlType":
      return abstractType(context, source);
    case "package":
      return packageType(context, source);
    case "parser":
    case "control": {
      const entity = blockType(context, source, () => built.set(source, null));
      if (!built.has(source)) built.set(source, entity);
      return entity;
    }
    case "variable":
    case "table":
    case "valueSet":
    case "constant":
    case "errors":
    case "matchKinds":
      return wrong(source.place, `no ${source.kind} stands at top level`, "put it into a control");
  }
}

function declareMembers(top: Context, { kind, members }: MembersDeclaration): void {
  for (const { text, place } of members) {
    if (kind === "matchKinds") {
      declare(top.scope, text, { kind: "matchKind", name: text }, place);
    } else if (top.errors.includes(text)) {
      wrong(place, `error.${text} is declared twice`, "take one out");
    } else {
      top.errors.push(text);
    }
  }
}
