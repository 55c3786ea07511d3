/**
 * The state that the control plane writes and both back ends read and change: it outlives every
 * packet. By identity: a table or instance of the program has one state here.
 * @module
 */
import { assert } from "../../base/assert.ts";
import type { Instance, Program, Table } from "../program.ts";
import { Meters } from "./meter.ts";
import { Profile } from "./profile.ts";
import { Counters, Register, sizeOf } from "./register.ts";
import { Replication } from "./replication.ts";
import { TableState } from "./table.ts";
import { ValueSet } from "./value-set.ts";

export class ControlPlane {
  readonly tables: ReadonlyMap<Table, TableState>;
  readonly registers: ReadonlyMap<Instance, Register>;
  readonly counters: ReadonlyMap<Instance, Counters>;
  readonly meters: ReadonlyMap<Instance, Meters>;
  readonly profiles: ReadonlyMap<Instance, Profile>;
  readonly valueSets: ReadonlyMap<Instance, ValueSet>;
  readonly replication = new Replication();
  /** Digests, by name, that nobody wants; all others are handed on. */
  readonly digestsOff = new Set<string>();

  constructor(program: Program) {
    const { instances } = program;
    const made = <State>(
      externs: readonly string[],
      make: (instance: Instance) => State,
    ): ReadonlyMap<Instance, State> =>
      new Map(
        instances
          .filter((instance) => externs.includes(instance.extern))
          .map((instance) => [instance, make(instance)]),
      );
    this.tables = new Map(program.tables.map((table) => [table, new TableState(table)]));
    this.registers = made(["register"], (instance) => new Register(instance));
    this.counters = made(["counter"], (instance) => new Counters(instance));
    this.meters = made(["meter"], (instance) => new Meters(instance, sizeOf(instance)));
    this.profiles = made(
      ["action_profile", "action_selector"],
      (instance) => new Profile(instance),
    );
    this.valueSets = made(["value_set"], (instance) => new ValueSet(instance));
  }

  table(table: Table): TableState {
    return here(this.tables.get(table), table.name);
  }

  register(instance: Instance): Register {
    return here(this.registers.get(instance), instance.name);
  }

  counter(instance: Instance): Counters {
    return here(this.counters.get(instance), instance.name);
  }

  meter(instance: Instance): Meters {
    return here(this.meters.get(instance), instance.name);
  }

  profile(instance: Instance): Profile {
    return here(this.profiles.get(instance), instance.name);
  }

  valueSet(instance: Instance): ValueSet {
    return here(this.valueSets.get(instance), instance.name);
  }
}

function here<State>(state: State | undefined, name: string): State {
  assert(state !== undefined, `the program lists ${name}`);
  return state;
}
