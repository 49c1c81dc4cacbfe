package cn.tongxing.adapter.police;

/** What the register says about a name and a number. Six answers that must not be confused. */
sealed interface RegisterAnswer {

  /**
   * They belong together.
   *
   * @param digest SHA-256 of the answer as received, in hex
   */
  record Match(String digest) implements RegisterAnswer {}

  /** They do not. */
  record Mismatch() implements RegisterAnswer {}

  /** The register has no such number; that happens to real people. */
  record NoRecord() implements RegisterAnswer {}

  /** The number was cancelled. */
  record NotUsable() implements RegisterAnswer {}

  /** The register cannot write a character of the name, so its answer says nothing. */
  record CannotCompare() implements RegisterAnswer {}

  /**
   * There is no answer, or none that can be believed.
   *
   * @param diagnosis for operators, without personal data
   */
  record Failure(String diagnosis) implements RegisterAnswer {}
}
