package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.platform.page.PageSamples.Sample;
import java.time.Instant;
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
        "phone-waits",
        more(
            new Needs(
                2,
                2,
                true,
                false,
                Optional.of(
                    new Page.Problem(
                        "phone.waits.needed",
                        List.of(),
                        "",
                        Optional.of(Instant.parse("2026-11-25T00:00:00Z"))))),
            List.of(),
            List.of()));
    add(
        all,
        "wished",
        new Page.MoreNeeded(
            new Needs(2, 2, true, false), own.subList(1, 2), List.of(), Optional.empty(), true));
    all.put(
        "phone-form-second",
        new Sample(
            "sign-in/phone-form",
            new Page.PhoneForm(false, "sms", List.of(), "", Optional.empty(), false)));
    confirming(all, own, proofs);
    thawing(all, own, proofs);
    for (String why : List.of("nobody", "counter")) {
      all.put(
          "thaw-refused-" + why,
          new Sample(
              "sign-in/proof-refused",
              new Page.ProofRefused(
                  own.getFirst(),
                  new Page.Problem("thaw." + why, List.of(), ""),
                  new Instead(
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
    Page.ChooseMethod both =
        new Page.ChooseMethod(
            own.reversed(),
            proofs,
            "",
            false,
            PASSKEY,
            Optional.empty(),
            Optional.of(new Needs(2, 2, false, false)));
    all.put("choose-method-needs-both", new Sample("sign-in/choose-method", both));
    all.put("choose-method-needs-demo", new Sample("sign-in/choose-method", both));
    all.put(
        "choose-method-needs-last", new Sample("sign-in/choose-method", both.lastBy("password")));
  }

  private static void thawing(Map<String, Sample> all, List<Way> own, List<Way> proofs) {
    thaw(all, "thaw", List.of(), own, proofs, List.of(), PASSKEY);
    thaw(
        all,
        "thaw-begun",
        List.of("phone"),
        own.subList(1, 2),
        List.of(),
        List.of(Map.entry("passkey", "too_new"), Map.entry("linked_way", "same_kind")),
        Optional.empty());
    thaw(
        all,
        "thaw-nothing",
        List.of("phone"),
        List.of(),
        List.of(),
        List.of(Map.entry("passkey", "too_new")),
        Optional.empty());
    all.put(
        "thaw-same-kind",
        new Sample(
            "sign-in/thaw",
            new Page.Thaw(
                List.of("phone", "linked_way"),
                own.subList(1, 2),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new Page.Problem("thaw.same-kind", List.of(), "")))));
  }

  private static void thaw(
      Map<String, Sample> all,
      String name,
      List<String> begun,
      List<Way> own,
      List<Way> proofs,
      List<Map.Entry<String, String>> useless,
      Optional<Page.Passkey> passkey) {
    all.put(
        name,
        new Sample(
            "sign-in/thaw", new Page.Thaw(begun, own, proofs, useless, passkey, Optional.empty())));
  }

  private static void confirming(Map<String, Sample> all, List<Way> own, List<Way> proofs) {
    confirm(all, "phone", "phone", List.of("phone"), own.subList(0, 2), List.of());
    confirm(all, "link", "link", List.of(), List.of(), proofs.subList(1, 2));
    confirm(all, "credential", "credential", List.of(), own.subList(0, 2), proofs);
    confirm(all, "nothing", "phone", List.of("phone"), List.of(), List.of());
    all.put(
        "confirm-owner-again",
        new Sample(
            "sign-in/confirm-owner",
            new Page.ConfirmOwner(
                "phone",
                List.of("passkey"),
                own.subList(1, 3),
                List.of(),
                Optional.empty(),
                Optional.of(new Page.Problem("confirm.shown-before", List.of(), "")))));
  }

  private static void confirm(
      Map<String, Sample> all,
      String name,
      String before,
      List<String> shown,
      List<Way> own,
      List<Way> proofs) {
    all.put(
        "confirm-owner-" + name,
        new Sample(
            "sign-in/confirm-owner",
            new Page.ConfirmOwner(before, shown, own, proofs, PASSKEY, Optional.empty())));
  }

  private static Page more(Needs needs, List<Way> own, List<Way> proofs) {
    return new Page.MoreNeeded(
        needs, own, proofs, own.isEmpty() ? Optional.empty() : PASSKEY, false);
  }

  private static void add(Map<String, Sample> all, String name, Page page) {
    all.put("more-needed-" + name, new Sample("sign-in/more-needed", page));
  }
}
