package cn.tongxing.idp.login.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of the ways to sign in stands on top of the page that offers them. */
public interface Choice {

  /** Ways of who has an account. */
  List<Page.Way> returning();

  /** Ways that also register. */
  List<Page.Way> registering();

  /** Id of the way last gone in this browser; blank if there is none. */
  String last();

  /** The way of last time, while it works. */
  default Optional<Page.Way> remembered() {
    return Stream.concat(returning().stream(), registering().stream())
        .filter(way -> way.available() && way.id().equals(last()))
        .findFirst();
  }

  /** The two choices of who was not here before: to sign in, and to begin. */
  default List<Page.Way> main() {
    return remembered().isPresent()
        ? List.of()
        : Stream.concat(
                returning().stream().filter(Page.Way::available).limit(1),
                registering().stream().filter(Page.Way::available).limit(1))
            .toList();
  }

  /** Further ways for who has an account. */
  default List<Page.Way> otherReturning() {
    return returning().stream().filter(this::isNotOnTop).toList();
  }

  /** Further ways for who has none. */
  default List<Page.Way> otherRegistering() {
    return registering().stream().filter(this::isNotOnTop).toList();
  }

  private boolean isNotOnTop(Page.Way way) {
    return !main().contains(way) && remembered().filter(way::equals).isEmpty();
  }
}
