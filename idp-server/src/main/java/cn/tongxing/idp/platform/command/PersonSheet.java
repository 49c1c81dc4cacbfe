package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.FoundPerson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An account in lines for an operator, masked. */
record PersonSheet(FoundPerson of) {

  private static final String INDENT = "  %-10s %s%n";

  void print(PrintWriter out) {
    out.println(of.id());
    out.printf(INDENT, "standing", standing());
    out.printf(INDENT, "opened", TrailTime.written(of.openedAt()));
    out.printf(INDENT, "name", of.name().map(PersonName::masked).orElse("not known"));
    for (IdentityDocument document : of.documents()) {
      String withdrawn = of.unproven().contains(document) ? ", all evidence of it withdrawn" : "";
      out.printf(INDENT, "document", document.masked() + "  " + document.type() + withdrawn);
    }
    out.printf(INDENT, "level", of.level().name().toLowerCase(Locale.ROOT));
    for (FoundPerson.Evidence each : of.evidence()) {
      out.printf(
          INDENT,
          "evidence",
          "%s from %s, %s"
              .formatted(each.method(), each.source(), TrailTime.written(each.establishedAt())));
    }
    for (FoundPerson.Withdrawn each : of.withdrawn()) {
      out.printf(
          INDENT,
          "withdrawn",
          "%s from %s, %s".formatted(each.method(), each.source(), TrailTime.written(each.at())));
    }
    for (FoundPerson.TakenOver each : of.takeOvers()) {
      out.printf(INDENT, "taken over", takenOver(each));
    }
    ways().forEach(way -> out.printf(INDENT, "way", way));
    waiting().forEach(each -> out.printf(INDENT, "waits", each));
    for (FoundPerson.Part part : of.parts()) {
      out.printf(INDENT, "merged", "%s, %s".formatted(part.id(), TrailTime.written(part.since())));
    }
  }

  /** Whoever reads that it can be undone need not know that there is a command for it. */
  private static String takenOver(FoundPerson.TakenOver each) {
    return TrailTime.written(each.at())
        + each.undoneAt()
            .map(undone -> ", undone " + TrailTime.written(undone))
            .orElse("; 'citizen undo-take-over' undoes the last one");
  }

  String standing() {
    String state =
        switch (of.state()) {
          case ACTIVE -> "active";
          case DISABLED -> "shut out by an operator";
          case CLOSED -> "erased";
          case MERGED -> "became part of " + of.partOf().map(Object::toString).orElse("another");
        };
    return of.frozen().map(freeze -> state + "; " + words(freeze)).orElse(state);
  }

  private static String words(FoundPerson.Frozen freeze) {
    return "frozen (%s) since %s".formatted(freeze.by(), TrailTime.written(freeze.since()))
        + freeze.endsAt().map(end -> ", until " + TrailTime.written(end)).orElse("");
  }

  /** Whether nobody signs in to it. */
  boolean hasNoWay() {
    return of.ways().equals(new FoundPerson.Ways(List.of(), false, 0, List.of()));
  }

  private List<String> ways() {
    List<String> ways = new ArrayList<>();
    of.ways().phones().stream().map(PhoneNumber::masked).map("phone "::concat).forEach(ways::add);
    if (of.ways().password()) {
      ways.add("password");
    }
    if (of.ways().passkeys() > 0) {
      ways.add("passkeys: " + of.ways().passkeys());
    }
    of.ways().upstreams().stream().map("linked account: "::concat).forEach(ways::add);
    return ways.isEmpty() ? List.of("none") : ways;
  }

  private List<String> waiting() {
    List<String> waiting = new ArrayList<>();
    of.waiting()
        .phoneChange()
        .map(change ->
            "change of phone to %s, done %s"
                .formatted(change.phone().masked(), TrailTime.written(change.dueAt())))
        .ifPresent(waiting::add);
    of.waiting()
        .takeOverDueAt()
        .map(due -> "take-over of the account, done " + TrailTime.written(due))
        .ifPresent(waiting::add);
    return waiting.isEmpty() ? List.of("nothing") : waiting;
  }
}
