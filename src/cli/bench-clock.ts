/**
 * Processor time as a clock. In: nothing. Out: the time that this thread has been given, which
 * stands still while others have the processor: a machine that is shared by ten makes a program
 * wait, and no slower. What neighbours do to caches and to a core that two threads share is in it.
 * @module
 */

/** Milliseconds. */
export function processorTime(): number {
  return microseconds() / 1000;
}

/** The benchmark library asks `process.hrtime`: in this process that is this clock from now on. */
export function measureProcessorTime(): void {
  process.hrtime = Object.assign(spent, { bigint });
}

function bigint(): bigint {
  return BigInt(Math.round(microseconds() * 1000));
}

/** Seconds and nanoseconds, since `before` if there is one. */
function spent(before: readonly [number, number] = [0, 0]): [number, number] {
  const now = microseconds() - before[0] * 1e6 - before[1] / 1e3;
  return [Math.floor(now / 1e6), Math.round((now % 1e6) * 1e3)];
}

/** Nobody wakes who waits here. */
const nothing = new Int32Array(new SharedArrayBuffer(4));
/** Long enough that the thread really sleeps; a shorter wait ends before it begins. */
const NAP_MS = 0.1;

function microseconds(): number {
  // A running thread is billed at each tick, which may be 4 ms off; one that sleeps, at once.
  Atomics.wait(nothing, 0, 0, NAP_MS);
  // Node before 23.9 knows of the whole process alone, with its collectors and compilers.
  const known: Partial<Pick<NodeJS.Process, "threadCpuUsage">> = process;
  const { user, system } = known.threadCpuUsage?.() ?? process.cpuUsage();
  return user + system;
}
