package cn.tongxing.idp.login.page;

import java.util.Optional;

/**
 * A level that must be reached, in the numbers of its words.
 *
 * @param identity 1 to 5: P1 to P5
 * @param authentication 1 to 3: A1 to A3
 * @param sure whether it is sure enough who the person is
 * @param shown whether it was shown well enough that it is they
 * @param waits that a change of phone waits, where no new way is set for that
 */
public record Needs(
    int identity, int authentication, boolean sure, boolean shown, Optional<Page.Problem> waits) {

  /** Of somebody whose phone stays. */
  public Needs(int identity, int authentication, boolean sure, boolean shown) {
    this(identity, authentication, sure, shown, Optional.empty());
  }
}
