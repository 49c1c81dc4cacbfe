package cn.tongxing.idp.login.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands around every page of a sign-in.
 *
 * @param application where the person is going, in the page's language
 * @param department the office behind it; blank where that is ourselves
 * @param home where the application is at home; blank where that is not known
 * @param host the address to trust, as shown in the browser's bar
 * @param action where the form posts to
 * @param here address of this page, under which it is found again; blank where it has none
 * @param step hidden field {@code step}: proves that this page was shown to this browser
 * @param backTo link to the choice of ways ("another way"); blank where there is none
 * @param before link to the step before this one ("back"); blank where there is none
 * @param cancel key of the words on the button that gives up: {@code cancel} where it leads to the
 *     application, {@code cancel.home} or {@code cancel.thaw} where nobody is signed in to go to
 *     it; blank where somebody is signed in already, which no button takes back
 * @param languages links to the same page in the other languages
 * @param demo whether to show the ribbon of a demonstration
 * @param deadline until when the page can be used; empty where nothing is going on
 * @param told key of what is said above the page, of the step before; blank where nothing is
 */
public record Frame(
    Locale locale,
    String application,
    String department,
    String home,
    String host,
    String action,
    String here,
    String step,
    String backTo,
    String before,
    String cancel,
    List<LanguageLink> languages,
    boolean demo,
    Optional<Deadline> deadline,
    String told) {

  /** Of a page above which nothing is told. */
  public Frame(
      Locale locale,
      String application,
      String department,
      String home,
      String host,
      String action,
      String here,
      String step,
      String backTo,
      String before,
      String cancel,
      List<LanguageLink> languages,
      boolean demo,
      Optional<Deadline> deadline) {
    this(
        locale,
        application,
        department,
        home,
        host,
        action,
        here,
        step,
        backTo,
        before,
        cancel,
        languages,
        demo,
        deadline,
        "");
  }

  /**
   * When the sign-in ends if nothing is done.
   *
   * @param secondsLeft by no clock of the browser's, which may be wrong
   * @param until time of day, for who reads without script and is not warned
   */
  public record Deadline(long secondsLeft, String until) {}

  /** Of a page that nothing but what it waits for leads away from. */
  public Frame staying() {
    return new Frame(
        locale,
        application,
        department,
        home,
        host,
        action,
        "",
        step,
        "",
        "",
        cancel,
        List.of(),
        demo,
        deadline,
        told);
  }

  /** The same page in another language. */
  public record LanguageLink(String tag, String name, String href) {}
}
