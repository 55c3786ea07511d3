/**
 * A tree as P4 text, the inverse of the parser: parsed again it gives the same tree, but for where
 * things stand. What was included is written out.
 * @module
 */
import { annotationsText, argumentsText, expressionText } from "./print-expression.ts";
import { keysetText, nameText, parametersText, typeParametersText } from "./print-expression.ts";
import { typeText } from "./print-expression.ts";
import { blockLines, braced, functionLines, localLines, type Lines } from "./print-statement.ts";
import { statementLines } from "./print-statement.ts";
import type { ControlDeclaration, Declaration, EnumDeclaration } from "./tree.ts";
import type { ExternDeclaration, Method, ParserDeclaration } from "./tree.ts";
import type { StateDeclaration, StructDeclaration, TableActionRef } from "./tree.ts";
import type { TableDeclaration, TableEntry, TableProperty, Tree } from "./tree.ts";

export function printProgram({ declarations }: Tree): string {
  return `${declarations.flatMap(declarationLines).join("\n")}\n`;
}

function declarationLines(declaration: Declaration): Lines {
  const { annotations, name } = declaration;
  const head = annotationsText(annotations);
  switch (declaration.kind) {
    case "variable":
    case "constant":
    case "instance":
      return localLines(declaration);
    case "function":
      return functionLines(declaration);
    case "action": {
      const signature = `action ${name.text}${parametersText(declaration.parameters)}`;
      return blockLines(head + signature, declaration.body);
    }
    case "table":
      return tableLines(declaration);
    case "control":
      return controlLines(declaration);
    case "parser":
      return parserLines(declaration);
    case "valueSet": {
      const { type, size } = declaration;
      return [`${head}value_set<${typeText(type)}>(${expressionText(size)}) ${name.text};`];
    }
    case "parserType":
    case "controlType":
    case "package": {
      const word = declaration.kind.replace("Type", "");
      return [`${head}${word} ${signatureText(declaration)};`];
    }
    case "struct":
    case "header":
    case "union":
      return structLines(declaration);
    case "enum":
      return enumLines(declaration);
    case "typedef":
      return [`${head}typedef ${typeText(declaration.type)} ${name.text};`];
    case "newtype":
      return [`${head}type ${typeText(declaration.type)} ${name.text};`];
    case "errors":
    case "matchKinds": {
      const word = declaration.kind === "errors" ? "error" : "match_kind";
      return [`${head}${word} {${declaration.members.map(({ text }) => text).join(", ")}}`];
    }
    case "extern":
      return externLines(declaration);
    case "externFunction":
      return [`${head}extern ${methodText(declaration)}`];
  }
}

type Signed = Pick<ControlDeclaration, "name" | "types" | "parameters">;

function signatureText({ name, types, parameters }: Signed): string {
  return `${name.text}${typeParametersText(types)}${parametersText(parameters)}`;
}

function blockHead(word: string, block: ControlDeclaration | ParserDeclaration): string {
  const { annotations, constructorParameters: own } = block;
  const made = own.length === 0 ? "" : parametersText(own);
  return `${annotationsText(annotations)}${word} ${signatureText(block)}${made} `;
}

function controlLines(control: ControlDeclaration): Lines {
  const locals = control.locals.flatMap(declarationLines);
  return braced(blockHead("control", control), [...locals, ...blockLines("apply", control.body)]);
}

function parserLines(parser: ParserDeclaration): Lines {
  const locals = parser.locals.flatMap(declarationLines);
  return braced(blockHead("parser", parser), [...locals, ...parser.states.flatMap(stateLines)]);
}

function stateLines({ annotations, name, body, transition }: StateDeclaration): Lines {
  const head = `${annotationsText(annotations)}state ${name.text} `;
  return braced(head, [...body.flatMap(statementLines), ...transitionLines(transition)]);
}

function transitionLines(transition: StateDeclaration["transition"]): Lines {
  if (transition === null) return [];
  if (transition.kind === "direct") return [`transition ${transition.next.text};`];
  const on = transition.on.map(expressionText).join(", ");
  const cases = transition.cases.map(({ keyset, next }) => `${keysetText(keyset)}: ${next.text};`);
  return braced(`transition select(${on}) `, cases);
}

function structLines({ kind, annotations, name, types, fields }: StructDeclaration): Lines {
  const word = kind === "union" ? "header_union" : kind;
  const head = `${annotationsText(annotations)}${word} ${name.text}${typeParametersText(types)} `;
  const inside = fields.map(
    (field) => `${annotationsText(field.annotations)}${typeText(field.type)} ${field.name.text};`,
  );
  return braced(head, inside);
}

function enumLines({ annotations, under, name, members }: EnumDeclaration): Lines {
  const head = `${annotationsText(annotations)}enum ${under === null ? "" : `${typeText(under)} `}`;
  const inside = members.map(
    (member) =>
      `${member.name.text}${member.value === null ? "" : ` = ${expressionText(member.value)}`},`,
  );
  return braced(`${head}${name.text} `, inside);
}

function externLines({ annotations, name, types, methods }: ExternDeclaration): Lines {
  const head = `${annotationsText(annotations)}extern ${name.text}${typeParametersText(types)} `;
  return braced(
    head,
    methods.map((method) => annotationsText(method.annotations) + methodText(method)),
  );
}

function methodText(method: Method): string {
  const returns = method.returns === null ? "" : `${typeText(method.returns)} `;
  return `${method.abstract ? "abstract " : ""}${returns}${signatureText(method)};`;
}

// ---------------------------------------------------------------------------------- tables

function tableLines({ annotations, name, properties }: TableDeclaration): Lines {
  return braced(
    `${annotationsText(annotations)}table ${name.text} `,
    properties.flatMap(propertyLines),
  );
}

function propertyLines(property: TableProperty): Lines {
  const head = annotationsText(property.annotations);
  switch (property.kind) {
    case "key": {
      const keys = property.keys.map(({ expression, match, annotations }) => {
        const notes = annotationsText(annotations);
        return `${expressionText(expression)}: ${match.text}${notes === "" ? "" : ` ${notes}`};`;
      });
      return braced(`${head}key = `, keys);
    }
    case "actions":
      return braced(
        `${head}actions = `,
        property.actions.map((each) => `${actionText(each)};`),
      );
    case "entries": {
      const word = property.constant ? "const entries" : "entries";
      return braced(`${head}${word} = `, property.entries.map(entryText));
    }
    case "property": {
      const { constant, name, value } = property;
      return [`${head}${constant ? "const " : ""}${name.text} = ${expressionText(value)};`];
    }
  }
}

function actionText({ annotations, name, args }: TableActionRef): string {
  const given = args.length === 0 ? "" : argumentsText(args);
  return `${annotationsText(annotations)}${nameText(name)}${given}`;
}

function entryText(entry: TableEntry): string {
  const { annotations, constant, priority, keyset, action } = entry;
  const rank = priority === null ? "" : `priority = ${expressionText(priority)}: `;
  const notes = annotations.length === 0 ? "" : ` ${annotationsText(annotations)}`;
  const head = `${constant ? "const " : ""}${rank}${keysetText(keyset)}`;
  return `${head}: ${actionText(action)}${notes};`;
}
