package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code me/account}: everything on one page.
 *
 * @param notice what was done just now: catalogue key {@code me.done.*} without its prefix
 * @param account masked name; blank where no name is known
 * @param opened way and date by which an account without a name is told from others; else blank
 * @param level {@code p1} to {@code p5}; the words are the catalogue's {@code me.level.*}; blank
 *     for whom a fact has chosen, who is shown sessions only
 * @param proof what the level comes from; empty if nothing counts any more
 * @param sessions this browser's first
 * @param phoneWaits until when a change of phone waits; empty if none does
 * @param endedByThaw kinds of ways that ended when the account was thawed lately: {@code
 *     me.thaw.ended.*}
 * @param terms that were accepted when the account was opened; empty if none were, or for whom a
 *     fact has chosen
 * @param othersStep proof for the form that ends all other sessions; empty if there are none
 */
public record AccountPage(
    Optional<String> notice,
    String account,
    String opened,
    String level,
    Optional<Proof> proof,
    List<Agreed> agreements,
    List<SignedIn> sessions,
    Optional<String> othersStep,
    Means means,
    Optional<String> phoneWaits,
    List<String> endedByThaw,
    Optional<AcceptedTerms> terms) {
  public AccountPage {
    agreements = List.copyOf(agreements);
    sessions = List.copyOf(sessions);
    endedByThaw = List.copyOf(endedByThaw);
  }

  /** A version of the terms of use and the privacy notice, and the day when it was accepted. */
  public record AcceptedTerms(String version, String day) {}

  /** What was done ({@code me.proof.*}), and on which day. */
  public record Proof(String method, String day) {}

  /**
   * One agreement.
   *
   * @param client id, part of the address to withdraw at
   * @param department blank if the application is switched off and its name no longer known
   * @param scopes in the order to show; words {@code consent.scope.*}
   */
  public record Agreed(
      String client, String application, String department, List<String> scopes, String since) {
    public Agreed {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * One browser that is signed in.
   *
   * @param id part of the address to end it at
   * @param name what its person calls it; empty without, and for whom a fact has chosen
   * @param nameable whether it can be given a name: its browser is remembered
   * @param device what its browser says that it is; blank if that is not known
   * @param method by which it was signed in last, in the page's language
   * @param applications that take part
   * @param step proof for the form that ends it; empty for this browser, which signs out instead
   */
  public record SignedIn(
      String id,
      boolean here,
      Optional<String> name,
      boolean nameable,
      String device,
      String method,
      String since,
      String lastUsed,
      List<String> applications,
      Optional<String> step) {
    public SignedIn {
      applications = List.copyOf(applications);
    }
  }

  /** What the person can sign in with; phones masked. */
  public record Means(
      List<String> phones,
      Optional<String> passwordSince,
      List<Passkey> passkeys,
      List<Link> links) {

    /** Of whom a fact chose: which ways the account has is not told. */
    public static final Means UNTOLD = new Means(List.of(), Optional.empty(), List.of(), List.of());

    public Means {
      phones = List.copyOf(phones);
      passkeys = List.copyOf(passkeys);
      links = List.copyOf(links);
    }
  }

  /**
   * An account elsewhere that signs in here.
   *
   * @param name of the way, in the page's language
   * @param lastUsed empty if it was not used since
   * @param removable false for the last thing to sign in with
   */
  public record Link(
      String id, String name, String since, Optional<String> lastUsed, boolean removable) {}

  /**
   * One passkey.
   *
   * @param lastUsed empty if it was never used
   * @param countedBack when it last looked as if there were a copy; empty if never
   * @param removable false for the last thing to sign in with
   */
  public record Passkey(
      String id,
      String label,
      String since,
      Optional<String> lastUsed,
      Optional<String> countedBack,
      boolean removable) {}
}
