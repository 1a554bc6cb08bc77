import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts time of processes in hundredths of a second (USER_HZ on all Linux that runs Node). */
const msPerTick = 10;

const fieldsOf = (pid: number) => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** Milliseconds of processor time that a process has used so far, with those of its children that live. */
export function cpuMs(pid: number): number {
  const own = fieldsOf(pid);
  const ended = Number(own[13]) + Number(own[14]);
  return [pid, ...childrenOf(pid)].reduce((sum, member) => sum + ownCpuMs(member), ended * msPerTick);
}

/** Megabytes of memory that a process holds. */
export function rssMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function ownCpuMs(pid: number): number {
  try {
    const fields = fieldsOf(pid);
    return (Number(fields[11]) + Number(fields[12])) * msPerTick;
  } catch {
    // Ended between listing and reading; its parent has its time then.
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return all.filter((other) => {
    try {
      return Number(fieldsOf(other)[1]) === pid;
    } catch {
      return false;
    }
  });
}
