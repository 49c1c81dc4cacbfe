package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdentityTables {

  @Bean
  TableRules identityTableRules() {
    return () ->
        List.of(
            new Bounded("person", "persons"),
            new Bounded(
                "person_merge", "merges of persons and their undoing; decisions of operators"),
            new Bounded("person_merge_row", "what each merge moved"),
            new Bounded("person_claim", "claims of persons; kept as long as the account"),
            new Bounded("subject", "holders (persons) and the sectors they visit"),
            new Bounded("account_freeze", "freezes of persons; the hotline's once each"),
            new Bounded("phone_change", "changes of phones of persons"),
            new Bounded("phone_change_proof", "what began changes of phones of persons"),
            Expires.after("phone_holder", "asked_at", HolderRows.GOOD.multipliedBy(2)),
            new Bounded("take_over", "take-overs of persons"),
            new Bounded(
                "ended_factor", "what ended by take-overs of persons; kept for the counter"),
            new Bounded("identity_document", "documents of persons"),
            new Bounded("evidence_document", "documents that proofs of persons named"),
            new Bounded("upstream_link", "linked ways of persons"),
            new Bounded("ended_link", "upstreams whose link persons ended"),
            new Bounded("evidence", "proofs of persons; kept as long as the account"),
            new Bounded("evidence_status", "evidence that operators withdrew"),
            new Bounded("phone_credential", "phones bound to persons, now and before"),
            new Bounded("password_credential", "persons"),
            new Bounded("passkey_user", "persons"),
            new Bounded("passkey_credential", "passkeys of persons"),
            Expires.after("passkey_challenge", "answered_at", PasskeyRows.CHALLENGE_KEPT),
            Expires.after("known_place", "used_at", Duration.ofDays(400)),
            Expires.after("device_name", "used_at", Duration.ofDays(400)),
            new Bounded("person_language", "persons"),
            new Bounded("citizen_import_row", "persons taken over from an earlier system"));
  }
}
