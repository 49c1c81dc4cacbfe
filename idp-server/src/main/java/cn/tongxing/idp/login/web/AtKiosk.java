package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.proofing.Proofs;
import java.util.List;
import java.util.Optional;

/**
 * A page as a self-service machine shows it: without passkeys, and without the way of last time.
 */
final class AtKiosk {

  private AtKiosk() {}

  static Page of(Page due) {
    return switch (due) {
      case Page.ChooseMethod it ->
          new Page.ChooseMethod(
              without(it.returning()),
              it.registering(),
              "",
              it.counterOnly(),
              Optional.empty(),
              it.problem(),
              it.needs());
      case Page.PasswordForm it ->
          new Page.PasswordForm(it.identifier(), Optional.empty(), it.problem());
      case Page.MoreNeeded it ->
          new Page.MoreNeeded(
              it.needs(), without(it.own()), it.proofs(), Optional.empty(), it.enough());
      case Page.Thaw it ->
          new Page.Thaw(it.begun(), without(it.own()), it.proofs(), Optional.empty());
      case Page.OfferCredential it ->
          new Page.OfferCredential(
              it.newAccount(), it.username(), Optional.empty(), it.problem(), it.needs());
      case Page.DocumentTail it -> new Page.DocumentTail(it.problem(), without(it.others()));
      case Page.WayUnavailable it -> new Page.WayUnavailable(it.way(), without(it.instead()));
      case Page.ProofRefused it ->
          new Page.ProofRefused(it.way(), it.problem(), without(it.instead()));
      default -> due;
    };
  }

  private static Page.Instead without(Page.Instead instead) {
    return new Page.Instead(
        instead.registering(), without(instead.same()), without(instead.rest()));
  }

  private static List<Way> without(List<Way> ways) {
    return ways.stream().filter(way -> !way.id().equals(Proofs.PASSKEY)).toList();
  }
}
