package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.keys.BlindIndex;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Rate limits by place: who tries where the person has signed in before is counted apart from
 * everybody else: strangers share the rest, and use up only theirs ({@code
 * docs/adr/0026-known-places.md}).
 */
@Component
class OwnBudgets {

  private final KnownPlaces places;
  private final BlindIndex index;

  OwnBudgets(KnownPlaces places, BlindIndex index) {
    this.places = places;
    this.index = index;
  }

  /**
   * What the tries of a source at a subject are counted as, if not with those of strangers.
   *
   * @param identifier what was typed: a phone or document number
   */
  Optional<Limits.Own> of(byte[] subject, String identifier, Limits.Source source) {
    return of(List.of(subject), identifier, source).map(List::getFirst);
  }

  /** The same for several subjects that one identifier stands for. */
  Optional<List<Limits.Own>> of(List<byte[]> subjects, String identifier, Limits.Source source) {
    return places
        .of(identifier, source.place())
        .map(place ->
            subjects.stream()
                .map(subject ->
                    new Limits.Own(
                        counted(subject, place), Arrays.equals(place, source.place().mark())))
                .toList());
  }

  /** All that {@link #of} may answer, whether the place is known or not. */
  List<byte[]> all(byte[] subject, Limits.Source source) {
    return places.all(source.place()).stream().map(place -> counted(subject, place)).toList();
  }

  private byte[] counted(byte[] subject, byte[] place) {
    HexFormat hex = HexFormat.of();
    return index.of("limit-known-place", hex.formatHex(subject) + hex.formatHex(place));
  }
}
