package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.Peers;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out what {@link Peers} want to hear; where nobody does, nothing is read for it. */
@Component
class TellPeers {

  private final Optional<Peers> peers;
  private final Profiles profiles;

  TellPeers(Optional<Peers> peers, Profiles profiles) {
    this.peers = peers;
    this.profiles = profiles;
  }

  void registered(PersonId person, Proof proof, Instant at) {
    peers.ifPresent(each -> each.registered(person, proof.adapter(), proof.way(), at));
  }

  /** The level before a proof is written; empty where nobody asks. */
  Optional<IdentityAssurance> level(PersonId person) {
    return peers.filter(Peers::hearLevels).map(_ -> now(person));
  }

  /** The proof is written. */
  void raised(PersonId person, Optional<IdentityAssurance> before, Proof proof, Instant at) {
    if (before.filter(level -> !level.atLeast(now(person))).isPresent()) {
      peers.ifPresent(each -> each.levelRaised(person, proof.adapter(), proof.way(), at));
    }
  }

  private IdentityAssurance now(PersonId person) {
    return profiles
        .find(person, Set.of(PersonProfile.Part.LEVEL))
        .map(PersonProfile::level)
        .orElse(IdentityAssurance.P1);
  }
}
