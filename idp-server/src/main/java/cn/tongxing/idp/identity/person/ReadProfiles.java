package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.Opened;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.PersonProfile.Verification;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.assurance.LevelPolicy.Weighed;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

@Service
class ReadProfiles implements Profiles {

  private final ProfileRows rows;
  private final InstantSource clock;

  ReadProfiles(ProfileRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Optional<PersonProfile> find(PersonId person, Set<Part> parts) {
    return rows.find(person, parts).map(stored -> profile(person, stored));
  }

  private PersonProfile profile(PersonId person, StoredProfile stored) {
    List<Weighed> weighed = LevelPolicy.weighed(stored.evidence(), clock.instant());
    return new PersonProfile(
        person,
        stored.name(),
        stored.latinName(),
        stored.documents(),
        stored.phones().isEmpty() ? Optional.empty() : Optional.of(stored.phones().getLast()),
        stored.birthDate(),
        LevelPolicy.levelOf(weighed),
        weighed.stream().map(ReadProfiles::verified).toList(),
        stored.updatedAt(),
        stored.reverifiedAt());
  }

  private static Verification verified(Weighed weighed) {
    CountedEvidence piece = weighed.piece();
    return new Verification(
        weighed.worth(), piece.method(), piece.source(), piece.possession(), piece.establishedAt());
  }

  @Override
  public Optional<Opened> opened(PersonId person) {
    return rows.opened(person);
  }

  @Override
  public IdentityAssurance levelWithoutPhone(PersonId person) {
    return rows.find(person, Set.of(Part.LEVEL))
        .map(stored ->
            stored.evidence().stream()
                .filter(each -> each.method() != Method.CARRIER_THREE_ELEMENTS)
                .toList())
        .map(evidence -> LevelPolicy.level(evidence, clock.instant()))
        .orElse(IdentityAssurance.P1);
  }

  @Override
  public boolean isActive(PersonId person) {
    return rows.isActive(person);
  }
}
