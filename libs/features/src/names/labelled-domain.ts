/** A name whose class is known: the row that data sets, training and evaluation exchange. */
export interface LabelledDomain {
  /** The name; in a processed data set, the registrable name. */
  domain: string;
  /** 0 benign, 1 made by a DGA. */
  label: 0 | 1;
  /** The DGA family, null for benign names. */
  family: string | null;
  /** Where the row came from: a file of the raw pool, or a generator. */
  source: string;
}
