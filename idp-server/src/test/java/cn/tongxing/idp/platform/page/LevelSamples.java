package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Needs;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.platform.page.PageSamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages that say what a level needs. */
final class LevelSamples {

  private static final Optional<Page.Passkey> PASSKEY = Optional.of(new Page.Passkey("{}"));

  private LevelSamples() {}

  static void addTo(Map<String, Sample> all, List<Way> own, List<Way> proofs) {
    add(all, "one-more", more(new Needs(2, 2, true, false), own.subList(1, 3), List.of()));
    add(all, "own-or-proof", more(new Needs(2, 3, true, false), own, proofs));
    add(all, "identity", more(new Needs(3, 2, false, true), List.of(), proofs));
    add(all, "nothing", more(new Needs(5, 3, false, false), List.of(), List.of()));
    add(
        all,
        "wished",
        new Page.MoreNeeded(
            new Needs(2, 2, true, false), own.subList(1, 2), List.of(), Optional.empty(), true));
    all.put("thaw", new Sample("sign-in/thaw", new Page.Thaw(false, own, proofs, PASSKEY)));
    all.put(
        "thaw-begun",
        new Sample(
            "sign-in/thaw", new Page.Thaw(true, own.subList(1, 2), List.of(), Optional.empty())));
    all.put(
        "thaw-nothing",
        new Sample("sign-in/thaw", new Page.Thaw(true, List.of(), List.of(), Optional.empty())));
    for (String why : List.of("nobody", "counter")) {
      all.put(
          "thaw-refused-" + why,
          new Sample(
              "sign-in/proof-refused",
              new Page.ProofRefused(
                  own.getFirst(),
                  new Page.Problem("thaw." + why, List.of(), ""),
                  new Page.Instead(
                      false,
                      Stream.concat(own.stream().skip(1), proofs.stream()).toList(),
                      List.of()))));
    }
    for (int level : List.of(2, 3)) {
      all.put(
          "offer-credential-needed-a" + level,
          new Sample(
              "sign-in/offer-credential",
              new Page.OfferCredential(
                  true,
                  "",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(new Needs(2, level, true, false)))));
    }
    all.put(
        "choose-method-needs",
        new Sample(
            "sign-in/choose-method",
            new Page.ChooseMethod(
                own,
                List.of(),
                "",
                false,
                PASSKEY,
                Optional.empty(),
                Optional.of(new Needs(4, 3, false, false)))));
  }

  private static Page more(Needs needs, List<Way> own, List<Way> proofs) {
    return new Page.MoreNeeded(
        needs, own, proofs, own.isEmpty() ? Optional.empty() : PASSKEY, false);
  }

  private static void add(Map<String, Sample> all, String name, Page page) {
    all.put("more-needed-" + name, new Sample("sign-in/more-needed", page));
  }
}
