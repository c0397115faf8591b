using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Talent;

/// <summary>Puts the moves of each person in order: times at labs, and transfers between them.</summary>
internal sealed class Careers
{
    // A second report that someone left a lab, with no return in between, is of the same departure if it comes within a year.
    private const int SameDepartureDays = 365;

    private readonly Ledger _ledger;

    /// <summary>The careers by what was known.</summary>
    public Careers(LedgerView view)
    {
        _ledger = view.Ledger;
        var moves = _ledger.Of<Move>().ToLookup(move => move.Person, StringComparer.Ordinal);
        foreach (var person in _ledger.People.Values.OrderBy(person => person.Id, StringComparer.Ordinal))
        {
            Walk(person, moves[person.Id]);
        }
    }

    /// <summary>Times at labs, by person, each person's in order of time.</summary>
    public List<Spell> Spells { get; } = [];

    /// <summary>Moves of people from one place to another, each once.</summary>
    public List<Transfer> Transfers { get; } = [];

    private void Walk(Person person, IEnumerable<Move> moves)
    {
        var own = new List<Spell>();
        List<(DayRange On, Tenure? Tenure, Move? Move)> steps = [];
        foreach (var tenure in person.Tenures)
        {
            if (tenure.From is { } from)
            {
                steps.Add((DayRange.Of(from), tenure, null));
            }
        }

        steps.AddRange(moves.Select(move => (DayRange.Of(move), (Tenure?)null, (Move?)move)));
        foreach (var (on, tenure, move) in steps.OrderBy(step => step.On.First).ThenBy(step => step.On.Last).ThenBy(step => step.Tenure is null))
        {
            if (tenure is not null)
            {
                // That somebody founds a lab is public when it happens; that somebody works there, when it is written.
                Begin(own, person, tenure.Lab, tenure.From, on, person.FounderOf.Contains(tenure.Lab) ? tenure.From?.Last : tenure.Source.Published?.Last, null);
            }
            else if (move is { Kind: MoveKind.Role })
            {
                var lab = move.To ?? move.From;
                if (lab is not null)
                {
                    Begin(own, person, lab, null, on, move.KnownBy?.Last, null);
                }
            }
            else
            {
                Transfer(own, person, move!, on);
            }
        }

        Spells.AddRange(own);
    }

    // Somebody is at a lab: since then where nothing was known before, else as known.
    private static Spell Begin(List<Spell> own, Person person, string lab, PartialDate? start, DayRange on, DateOnly? known, string? fact)
    {
        var open = own.LastOrDefault(spell => spell.Lab == lab && spell.End is null);
        if (open is null)
        {
            open = new Spell { Person = person, Lab = lab, Start = start, StartRange = on };
            own.Add(open);
        }

        open.Seen = open.Seen is { } seen && !(known < seen) ? seen : known;
        if (fact is not null)
        {
            open.Evidence.Add(fact);
        }

        return open;
    }

    private void Transfer(List<Spell> own, Person person, Move move, DayRange on)
    {
        Transfer? transfer = null;
        if (move.From is { } from && from != move.To)
        {
            var last = own.LastOrDefault(spell => spell.Lab == from);
            if (last is { End: not null } && on.Middle - last.EndRange.Middle <= SameDepartureDays)
            {
                // The same departure told again, perhaps with where it led.
                transfer = Transfers.Last(known => known.Person == person && known.From == from);
                transfer.To ??= move.To;
            }
            else
            {
                if (last is null or { End: not null })
                {
                    last = new Spell { Person = person, Lab = from };
                    own.Add(last);
                }

                (last.End, last.EndRange) = (move.TrueOn, on);
                last.Evidence.Add(move.Id);
                transfer = new Transfer { Person = person, From = from, To = move.To, On = on, Move = move };
                Transfers.Add(transfer);
            }
        }

        if (move.To is not { } to || to == move.From)
        {
            return;
        }

        var before = own.LastOrDefault(spell => spell.Lab == to);
        if (before is { End: not null } && transfer is null && on.Middle - before.EndRange.Middle <= TalentFinding.UndoneWithinDays)
        {
            before.End = null;
            Transfers.Last(known => known.Person == person && known.From == to).Undone = move;
            before.Evidence.Add(move.Id);
            return;
        }

        if (before is null or { End: not null })
        {
            Begin(own, person, to, move.TrueOn, on, move.KnownBy?.Last, move.Id);
            if (transfer is null)
            {
                Transfers.Add(new Transfer { Person = person, To = to, On = on, Move = move });
            }
        }
        else
        {
            Begin(own, person, to, null, on, move.KnownBy?.Last, move.Id);
        }
    }
}

/// <summary>The days that something may have happened on.</summary>
/// <param name="First">The first, as a day number.</param>
/// <param name="Last">The last.</param>
internal readonly record struct DayRange(int First, int Last)
{
    /// <summary>The middle.</summary>
    public double Middle => (First + Last) / 2.0;

    /// <summary>Days from the first to the last.</summary>
    public int Width => Last - First;

    /// <summary>The days of a date.</summary>
    public static DayRange Of(PartialDate date) => new(date.First.DayNumber, date.Last.DayNumber);

    /// <summary>The days of a move: it had happened when it was known, unless it was announced before.</summary>
    public static DayRange Of(Move move)
    {
        var (first, last) = (move.TrueOn.First, move.TrueOn.Last);
        return new DayRange(first.DayNumber, (move.KnownBy?.Last is { } known && known >= first && known < last ? known : last).DayNumber);
    }
}

/// <summary>A time of a person at a lab.</summary>
internal sealed class Spell
{
    /// <summary>Who.</summary>
    public required Person Person { get; init; }

    /// <summary>Id of the lab.</summary>
    public required string Lab { get; init; }

    /// <summary>Since when; null where that is not known.</summary>
    public PartialDate? Start { get; init; }

    /// <summary>The days that the start may be.</summary>
    public DayRange StartRange { get; init; }

    /// <summary>By when anyone could know that the person was there, before it ended; null where nothing says so.</summary>
    public DateOnly? Seen { get; set; }

    /// <summary>Until when; null where the person is there.</summary>
    public PartialDate? End { get; set; }

    /// <summary>The days that the end may be.</summary>
    public DayRange EndRange { get; set; }

    /// <summary>Ids of moves.</summary>
    public List<string> Evidence { get; } = [];

    /// <summary>Whether the person founded the lab.</summary>
    public bool Founder => Person.FounderOf.Contains(Lab);
}

/// <summary>A person went from one place to another.</summary>
internal sealed class Transfer
{
    /// <summary>Who.</summary>
    public required Person Person { get; init; }

    /// <summary>Id of the lab left; null where it is none or not known.</summary>
    public string? From { get; init; }

    /// <summary>Id of the lab joined; null where it is none or not known.</summary>
    public string? To { get; set; }

    /// <summary>The days that it may have happened on.</summary>
    public required DayRange On { get; init; }

    /// <summary>The fact.</summary>
    public required Move Move { get; init; }

    /// <summary>The move that undid it; null where none did.</summary>
    public Move? Undone { get; set; }
}
