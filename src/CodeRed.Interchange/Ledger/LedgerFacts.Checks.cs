using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

// What can only be looked at once all is read, and dates.
internal sealed partial class LedgerFacts
{
    private void CheckDates(LedgerFields fields, Fact fact)
    {
        // An event can be known ahead of its day; a figure cannot.
        bool figure = fact is Score or VoteTally or Usage && fact.DateMeans is not DateMeaning.ModelReleased;
        if (figure && fact.KnownBy is { } known && known.Last < fact.TrueOn.First)
        {
            fields.Note("known_by", $"the figure was known by {known}, before the {fact.TrueOn} that it is of", "correct on: or known_by:");
        }

        if (today is not { } day)
        {
            return;
        }

        if (fact.TrueOn.First > day)
        {
            fields.Note("on", $"'on' is {fact.TrueOn}, which is still to come", "a ledger holds what was published; correct the date");
        }

        if (fact.KnownBy is { } by && by.First > day)
        {
            fields.Note("known_by", $"'known_by' is {by}, which is still to come", "correct the date");
        }
    }

    /// <summary>Facts that are named must be there, and no claim may rest on itself.</summary>
    private void CheckEvidence()
    {
        var claims = facts.All.OfType<Claim>().ToList();
        foreach (var claim in claims)
        {
            CheckIds(claim.Path, claim.Line, EvidenceOf(claim));
            CheckNames(claim);
        }

        foreach (var conflict in conflicts.All)
        {
            CheckIds(conflict.Path!, conflict.Line, conflict.Sides.SelectMany(side => side.Facts));
        }

        CheckCycles(claims);
    }

    private static IEnumerable<string> EvidenceOf(Claim claim) => claim.Evidence.Concat(claim.Verdicts.SelectMany(verdict => verdict.Evidence));

    private static IEnumerable<string> RestsOn(Claim claim) => EvidenceOf(claim).Concat(NamesIn(claim).Where(name => name.Kind == NameKind.Fact).Select(name => name.Id));

    private static IEnumerable<ConditionName> NamesIn(Claim claim) => claim.Condition is { } condition ? ConditionNames.Of(condition) : [];

    private void CheckNames(Claim claim)
    {
        foreach (var name in NamesIn(claim))
        {
            (string Problem, string Remedy)? unknown = name.Kind switch
            {
                NameKind.Fact => facts.Find(name.Id) is null ? facts.Unknown(name.Id) : null,
                NameKind.Lab => entities.Labs.Find(name.Id) is null ? entities.Labs.Unknown(name.Id) : null,
                NameKind.Model => entities.Models.Find(name.Id) is null && !versions.Contains(name.Id) ? entities.Models.Unknown(name.Id) : null,
                NameKind.Person => entities.People.Find(name.Id) is null ? entities.People.Unknown(name.Id) : null,
                NameKind.Benchmark => entities.Benchmarks.Find(name.Id) is null ? entities.Benchmarks.Unknown(name.Id) : null,
                NameKind.Skill => entities.Skills.Find(name.Id) is null ? entities.Skills.Unknown(name.Id) : null,
                NameKind.Product => entities.Products.Find(name.Id) is null ? entities.Products.Unknown(name.Id) : null,
                NameKind.Measure => entities.Measures.Find(name.Id) is null ? entities.Measures.Unknown(name.Id) : null,
                _ => IsClaimant(name.Id) ? null : entities.Runners.Unknown(name.Id),
            };
            if (unknown is var (problem, remedy))
            {
                problems.Add(new(claim.Path, name.Line, problem, remedy));
            }
        }
    }

    private bool IsClaimant(string id) => entities.People.Find(id) is not null || entities.Labs.Find(id) is not null || entities.Runners.Find(id) is not null;

    private void CheckIds(string path, long line, IEnumerable<string> ids)
    {
        foreach (string id in ids.Where(id => facts.Find(id) is null))
        {
            var (problem, remedy) = facts.Unknown(id);
            problems.Add(new(path, line, problem, remedy));
        }
    }

    /// <summary>Takes away claims that rest on no claim, again and again; what remains rests on itself.</summary>
    private void CheckCycles(List<Claim> claims)
    {
        var open = claims.ToDictionary(claim => claim.Id, claim => RestsOn(claim).Where(id => facts.Find(id) is Claim).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var restsOnIt = open.SelectMany(pair => pair.Value.Select(id => (Id: id, By: pair.Key))).ToLookup(pair => pair.Id, pair => pair.By, StringComparer.Ordinal);
        var done = new Queue<string>(open.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key));
        while (done.TryDequeue(out string? id))
        {
            open.Remove(id);
            foreach (string by in restsOnIt[id])
            {
                if (open.TryGetValue(by, out var rests) && rests.Remove(id) && rests.Count == 0)
                {
                    done.Enqueue(by);
                }
            }
        }

        foreach (string id in open.Keys)
        {
            var claim = facts.Find(id)!;
            string how = open[id].Contains(id) ? "itself" : "claims that rest on each other";
            problems.Add(new(claim.Path, claim.Line, $"'{id}' rests on {how}", "take the circle out of the evidence"));
        }
    }

    /// <summary>Notes where a model and the fact of its release give different days.</summary>
    private void CompareReleases()
    {
        foreach (var release in facts.All.OfType<Release>().Where(release => release is { Kind: ReleaseKind.Model, Model: not null }))
        {
            if (entities.Models.Find(release.Model!)!.Released is { } released && (released.Last < release.TrueOn.First || released.First > release.TrueOn.Last))
            {
                notices.Add(new(release.Path, release.Line, $"'{release.Id}' is of {release.TrueOn}, but the model '{release.Model}' was released on {released}", "look again at both dates"));
            }
        }
    }
}
