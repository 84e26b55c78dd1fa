import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';

import { passOver, type ByteSource } from './byte-source.ts';

/** Little input may be much output: what is unpacked at once stays small. */
const STEP = 1 << 14;

interface Member {
  readonly name: string;
  readonly blocks: Uint8Array[];
  isDone: boolean;
  error: Error | null;
}

/** The members of a zip archive that comes as a stream, each to be read before the next is asked for. */
export async function* unzipped({ name, bytes }: ByteSource): AsyncGenerator<ByteSource> {
  const members: Member[] = [];
  const unzip = new Unzip((file) => {
    members.push(started(file));
  });
  unzip.register(UnzipInflate);
  const steps = inSteps(bytes);
  const more = async (): Promise<boolean> => {
    const step = await steps.next();
    if (step.done === true) return false;
    unzip.push(step.value);
    return true;
  };
  for (;;) {
    const member = members.shift();
    if (member === undefined) {
      if (!(await more())) return;
      continue;
    }
    const content = contentOf(member, more);
    if (!member.name.endsWith('/')) yield { name: `${name}!${member.name}`, bytes: content };
    // What the caller left unread is passed over.
    await passOver(content);
  }
}

function started(file: UnzipFile): Member {
  const member: Member = { name: file.name, blocks: [], isDone: false, error: null };
  file.ondata = (error, block, isLast) => {
    member.error = error;
    if (block.length > 0) member.blocks.push(block);
    member.isDone = isLast;
  };
  file.start();
  return member;
}

async function* contentOf(
  member: Member,
  more: () => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    if (member.error !== null) throw member.error;
    const block = member.blocks.shift();
    if (block !== undefined) yield block;
    else if (member.isDone) return;
    else if (!(await more())) throw new Error('unexpected end of file');
  }
}

async function* inSteps(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const block of bytes) {
    for (let at = 0; at < block.length; at += STEP) yield block.subarray(at, at + STEP);
  }
}
