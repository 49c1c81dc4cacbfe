package cn.tongxing.idp.consent;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What persons agreed to. An agreement is a row of a ledger; withdrawing adds a time, deletes
 * nothing.
 */
public interface Consents {

  /** What is agreed to and not withdrawn. One indexed read. */
  Agreed agreed(PersonId person, ClientId client);

  /**
   * Whether these agreements are all still in force; if so nobody withdraws any of them before the
   * caller's transaction ends: what it commits on their strength is there for the withdrawal to
   * find. To be called inside one. What was withdrawn and agreed to anew is another agreement.
   *
   * @param agreements of {@link Agreed#to}
   */
  boolean hold(Set<UUID> agreements);

  /** Adds scopes to what is agreed, with the version of the text shown and the audit event. */
  void agree(
      PersonId person,
      ClientId client,
      Set<String> scopes,
      String textVersion,
      RequestOrigin origin);

  /** All that is agreed to and not withdrawn, the latest agreement first. One indexed read. */
  List<Agreement> agreements(PersonId person);

  /** Takes all back, with audit; publishes {@link ConsentWithdrawn} in the same transaction. */
  void withdraw(PersonId person, ClientId client, RequestOrigin origin);

  /**
   * Takes all back with every client, for whoever agreed was a stranger to the account; with audit.
   * Publishes nothing: the caller's transaction ends what was granted.
   *
   * @param reason for the trail
   */
  void disown(PersonId person, String reason, RequestOrigin origin);

  /**
   * What is in force with one client.
   *
   * @param agreements the agreement to each scope
   */
  record Agreed(Map<String, UUID> agreements) {
    /** Nothing. */
    public static final Agreed NONE = new Agreed(Map.of());

    public Agreed {
      agreements = Map.copyOf(agreements);
    }

    public Set<String> scopes() {
      return agreements.keySet();
    }

    /** The agreements to these scopes, of those that are agreed to. */
    public Set<UUID> to(Collection<String> scopes) {
      return scopes.stream()
          .flatMap(scope -> Optional.ofNullable(agreements.get(scope)).stream())
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * What is agreed to with one client.
   *
   * @param since when the first of the scopes was agreed to
   */
  record Agreement(ClientId client, Set<String> scopes, Instant since) {
    public Agreement {
      scopes = Set.copyOf(scopes);
    }
  }

  /** Scopes in the order in which people read them, on every page. */
  static List<String> ordered(Collection<String> scopes) {
    List<String> first = List.of("openid", "realname", "profile", "phone");
    return scopes.stream()
        .sorted(
            Comparator.<String>comparingInt(
                    scope -> first.contains(scope) ? first.indexOf(scope) : first.size())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
