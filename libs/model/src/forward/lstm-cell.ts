/** 'hardSigmoid' is TensorFlow.js' and Keras 2's: .2 x + .5, between 0 and 1. */
export type GateActivation = 'sigmoid' | 'hardSigmoid';

/** Values of one step, flat: those of names one after another. */
export interface CellStep {
  readonly units: number;
  /** Input, forget, cell and output gate of each name, after their activations. */
  readonly gates: Float32Array;
  readonly formerCells: Float32Array;
  readonly cells: Float32Array;
}

/** Fills `gates`, `cells` and `outputs` from what recurrence and input give the gates. */
export function stepForward(
  { units, gates, formerCells, cells }: CellStep,
  recurrence: Float32Array,
  input: Float32Array,
  activation: GateActivation,
  outputs: Float32Array,
): void {
  const gate = activation === 'sigmoid' ? sigmoid : hardSigmoid;
  for (let at = 0; at < cells.length; at++) {
    const i = at + 3 * units * Math.floor(at / units);
    const [f, g, o] = [i + units, i + 2 * units, i + 3 * units];
    const inputGate = gate((recurrence[i] ?? 0) + (input[i] ?? 0));
    const forgetGate = gate((recurrence[f] ?? 0) + (input[f] ?? 0));
    const candidate = tanh((recurrence[g] ?? 0) + (input[g] ?? 0));
    const outputGate = gate((recurrence[o] ?? 0) + (input[o] ?? 0));
    const cell = forgetGate * (formerCells[at] ?? 0) + inputGate * candidate;
    gates[i] = inputGate;
    gates[f] = forgetGate;
    gates[g] = candidate;
    gates[o] = outputGate;
    cells[at] = cell;
    outputs[at] = outputGate * tanh(cell);
  }
}

/** Fills `slopes`, the gradient before the gates' activations, and turns `cellSlopes` into those of the former cells. */
export function stepBackward(
  { units, gates, formerCells, cells }: CellStep,
  activation: GateActivation,
  outputSlopes: Float32Array,
  cellSlopes: Float32Array,
  slopes: Float32Array,
): void {
  const slope = activation === 'sigmoid' ? sigmoidSlope : hardSigmoidSlope;
  for (let at = 0; at < cells.length; at++) {
    const i = at + 3 * units * Math.floor(at / units);
    const [f, g, o] = [i + units, i + 2 * units, i + 3 * units];
    const inputGate = gates[i] ?? 0;
    const forgetGate = gates[f] ?? 0;
    const candidate = gates[g] ?? 0;
    const outputGate = gates[o] ?? 0;
    const bent = tanh(cells[at] ?? 0);
    const output = outputSlopes[at] ?? 0;
    const cell = (cellSlopes[at] ?? 0) + output * outputGate * (1 - bent * bent);
    slopes[i] = cell * candidate * slope(inputGate);
    slopes[f] = cell * (formerCells[at] ?? 0) * slope(forgetGate);
    slopes[g] = cell * inputGate * (1 - candidate * candidate);
    slopes[o] = output * bent * slope(outputGate);
    cellSlopes[at] = cell * forgetGate;
  }
}

/** By one exponential: `Math.tanh` takes three times as long. */
function tanh(x: number): number {
  return 1 - 2 / (Math.exp(2 * x) + 1);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function hardSigmoid(x: number): number {
  return Math.min(1, Math.max(0, 0.2 * x + 0.5));
}

/** The slopes of both, given their values. */
function sigmoidSlope(value: number): number {
  return value * (1 - value);
}

function hardSigmoidSlope(value: number): number {
  return value > 0 && value < 1 ? 0.2 : 0;
}
