package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Account linking: accounts of upstreams that sign a person in ({@link PersonalRecord.Link}). How
 * one comes to be linked, {@code docs/protocol/accounts.md} says; ending it is its owner's, and
 * what was ended is not linked again before that is asked for.
 */
public interface LinkedWays {

  /** The adapters by which an account signs in its person, who may use the service now. */
  Set<String> adapters(PersonId person);

  /** What an adapter's upstream calls a person who may use the service now; none if unlinked. */
  List<ExternalSubject> subjects(PersonId person, String adapter);

  /**
   * Takes a linked way from its owner, with audit and notice; what was proven by it stays proven.
   * It is remembered: no proof links an account of that upstream again. False, and nothing changed,
   * if it is not theirs, is gone already, or is the last thing the person can sign in with, or
   * while a change of phone waits. The caller has made sure that the person signed in just now.
   *
   * @param signIn by whose proof: its session goes on
   */
  boolean end(PersonId person, UUID link, Optional<SignInId> signIn, RequestOrigin origin);

  /** What was linked in that very sign-in to a person who was there before. One indexed read. */
  Optional<Added> addedIn(PersonId person, SignInId signIn);

  /**
   * A link.
   *
   * @param way by which it was linked
   * @param only whether it is the last thing the person can sign in with, which does not end
   */
  record Added(UUID id, String way, boolean only) {}

  /** The upstreams whose link the person has ended, the one ended last first. */
  List<Ended> ended(PersonId person);

  /**
   * An upstream of which nothing is linked again.
   *
   * @param way by which it had been linked
   */
  record Ended(UUID id, String adapter, String way, Instant endedAt) {}

  /**
   * Its owner lets accounts of that upstream be linked again by the next proof, with audit. False,
   * and nothing changed, if it is none of theirs, or while a change of phone waits. The caller has
   * made sure that the person may change the account's ways.
   */
  boolean allow(PersonId person, UUID ended, RequestOrigin origin);

  /**
   * The same by two operators, of the account that the person is part of now.
   *
   * @return the ways that were let in again; none if there are none
   */
  List<String> allow(PersonId person, Approval approval, RequestOrigin origin);
}
