/** How often clean clients reach a value of the group network in a day. */
export interface AlertRate {
  readonly rate: number;
  /** The group network's value. */
  readonly logit: number;
}

/** What the values of a model's group network mean. */
export interface GroupLevels {
  /** Sorted, the highest rate first. */
  readonly withAnswers: readonly AlertRate[];
  readonly withoutAnswers: readonly AlertRate[];
  /** The probability from which on a group's family is named. */
  readonly familyThreshold: number;
}

/** What a model's file says about its group network; the weights are among its tensors. */
export interface GroupHeader extends GroupLevels {
  /** Units of the network's layers. */
  readonly units: readonly number[];
  /** Units of the network that tells known families from others; left out where the model has none. */
  readonly familyUnits?: readonly number[];
}
