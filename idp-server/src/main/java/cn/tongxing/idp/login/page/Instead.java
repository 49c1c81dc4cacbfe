package cn.tongxing.idp.login.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * What can be done where a way did not work. Who has no account yet is first shown what needs none.
 *
 * @param registering whether the way that did not work needs no account
 * @param same others that serve the same people
 * @param rest others for those who have an account, or for those who have none
 * @param again whether trying again may help; not where the way works and cannot say anything of
 *     this person
 */
public record Instead(
    boolean registering, List<Page.Way> same, List<Page.Way> rest, boolean again) {
  public Instead {
    same = List.copyOf(same);
    rest = List.copyOf(rest);
  }

  /** Where the way may work the next time. */
  public Instead(boolean registering, List<Page.Way> same, List<Page.Way> rest) {
    this(registering, same, rest, true);
  }

  /** Where it will not. */
  public Instead notAgain() {
    return new Instead(registering, same, rest, false);
  }

  List<Page.Way> all() {
    return Stream.concat(same.stream(), rest.stream()).toList();
  }
}
