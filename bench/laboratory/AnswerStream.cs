namespace CodeRed.Laboratory;

/// <summary>Makes the answers of a scenario: baselines, and watches that follow them. Nothing is allocated while it runs.</summary>
internal sealed class AnswerStream
{
    /// <summary>Rounds in a daily cycle.</summary>
    public const int RoundsPerDay = 6;

    private const int StickyRounds = 5;

    private readonly Scenario _scenario;
    private readonly Disturbance _disturbance;
    private readonly int _items, _roundSize;
    private readonly bool _draws, _eachSampleMayBeNew, _missing;

    private readonly double[] _before, _after;
    private readonly double[] _drifted; // where the watch begins
    private readonly double[] _old, _new; // rates in the round at hand, of the model before and after
    private readonly double[] _frozen, _frozenAtEnd;
    private readonly int[] _phase;

    private Xoshiro256 _random;
    private double[] _served;
    private double _effect, _slower;
    private int _round, _next;
    private int _stickyLength = StickyRounds;

    public AnswerStream(Scenario scenario)
    {
        _scenario = scenario;
        _disturbance = scenario.Disturbance;
        _items = scenario.Suite.Items;
        _roundSize = scenario.RoundSize;
        _draws = scenario.Promise.Sampling == Sampling.Draws;
        _eachSampleMayBeNew = scenario.Change?.Onset == Onset.SomeSamples;
        _missing = _disturbance.MissingPassed > 0 || _disturbance.MissingFailed > 0;
        _before = scenario.Suite.Rates;
        var lower = Math.Max(_disturbance.BaselineDrift, _disturbance.ToleratedDrop);
        _drifted = lower > 0 ? new Change(lower).RatesAfter(scenario.Suite) : _before;
        _after = scenario.Change is null || scenario.Latency ? _before : scenario.Change.RatesAfter(scenario.Suite);
        if (_eachSampleMayBeNew && (_missing || scenario.Latency || _disturbance.Sticky != Stickiness.None))
        {
            throw new ArgumentException("A change on some samples is simulated only for passes that are neither missing nor sticky.", nameof(scenario));
        }

        if (scenario.Change is not null && _drifted != _before)
        {
            throw new ArgumentException("A change is simulated only where the watch begins at the rates of the baseline.", nameof(scenario));
        }

        _old = new double[_items];
        _new = new double[_items];
        _served = _old;
        _frozen = new double[_items];
        _frozenAtEnd = new double[_items];
        _phase = new int[_items];
    }

    /// <summary>Makes a baseline, and forgets the one before.</summary>
    public Baseline MakeBaseline(ulong seed)
    {
        _random = new Xoshiro256(seed);
        _served = _old;
        _stickyLength = StickyRounds;
        DealPhases();
        var labels = new byte[_items];
        for (var i = 0; i < _items; i++)
        {
            labels[i] = (byte)(_scenario.Suite.Rank[i] % 2);
        }

        var rounds = _scenario.BaselineRounds;
        var baseline = new Baseline(rounds, _items, labels, _scenario.Latency);
        for (var round = 0; round < rounds; round++)
        {
            DrawEffect(round);
            Fill(_old, _before, _drifted, _disturbance.BaselineDrift > 0 ? round / (rounds - 1.0) : 0);
            Renew(round, round == 0);
            var row = baseline.Row(round);
            for (var i = 0; i < _items; i++)
            {
                row[i] = Grade(i, _old, 0);
            }
        }

        _frozen.CopyTo(_frozenAtEnd, 0);
        return baseline;
    }

    /// <summary>Starts a watch after the last baseline; several may follow the same one.</summary>
    public void StartWatch(ulong seed)
    {
        _random = new Xoshiro256(seed);
        _frozenAtEnd.CopyTo(_frozen, 0);
        _round = -1;
        _slower = _effect = 0;
        if (_draws)
        {
            // Five rounds of a suite that is drawn at random last as long as five rounds of the whole suite.
            _stickyLength = Math.Max(1, StickyRounds * _items / _roundSize);
            DealPhases();
        }
        else
        {
            _stickyLength = StickyRounds;
        }

        _served = _old;
        Fill(_old, _drifted, _drifted, 0);
        Fill(_new, _after, _after, 0);
    }

    /// <summary>Begins the next round, or batch of draws.</summary>
    public void BeginRound()
    {
        _round++;
        _next = 0;
        var clock = _scenario.BaselineRounds + _round;
        var effect = DrawEffect(clock);
        if (_scenario.Change is { } change)
        {
            var sample = (long)_round * _roundSize;
            var begun = sample >= change.Start;
            var grown = !begun ? 0 : change.Onset == Onset.Gradual ? Math.Min(1, (sample - change.Start + _roundSize / 2.0) / change.Growth) : 1;
            if (effect || (change.Onset == Onset.Gradual && begun))
            {
                Fill(_old, _drifted, _drifted, 0);
                Fill(_new, _drifted, _after, grown);
            }

            var isNew = begun && change.Onset switch
            {
                Onset.SomeRounds => _random.Uniform() < change.Share,
                Onset.SomeSamples => false,
                _ => true,
            };
            _served = isNew ? _new : _old;
            _slower = _scenario.Latency && isNew ? Math.Log(1 + change.Drop) * grown : 0;
        }
        else if (effect)
        {
            Fill(_old, _drifted, _drifted, 0);
        }

        Renew(_draws ? _round : clock, false);
    }

    /// <summary>The grade of the next sample, and its item.</summary>
    public double Next(out int item)
    {
        var bits = _random.Next();
        if (_draws)
        {
            item = (int)((bits >> 32) * (ulong)_items >> 32);
        }
        else
        {
            item = _next++;
        }

        if (_scenario.Latency || _missing || _disturbance.Sticky != Stickiness.None)
        {
            return Grade(item, _served, _slower);
        }

        var rates = _served;
        if (_eachSampleMayBeNew && _round * (long)_roundSize >= _scenario.Change!.Start && _random.Uniform() < _scenario.Change.Share)
        {
            rates = _new;
        }

        return (uint)bits * (1.0 / (1L << 32)) < rates[item] ? 1 : 0;
    }

    private double Grade(int item, double[] rates, double slower)
    {
        if (_scenario.Latency)
        {
            // Most answers are log-normal about the item's own median; one in fifty has the tail of a Pareto distribution without variance.
            var tail = _random.Uniform() < 0.02 ? -Math.Log(1 - _random.Uniform()) / 1.5 : 0;
            return Math.Exp(2 * _scenario.Suite.Rank[item] / (double)_items + 0.3 * _random.Normal() + tail + _effect + slower);
        }

        var passed = _disturbance.Sticky == Stickiness.None ? (_random.Uniform() < rates[item] ? 1 : 0) : _frozen[item];
        return _missing && _random.Uniform() < (passed == 1 ? _disturbance.MissingPassed : _disturbance.MissingFailed) ? double.NaN : passed;
    }

    // Whether rates have to be worked out again for this round.
    private bool DrawEffect(int clock)
    {
        _effect = 0;
        if (_disturbance.RoundDeviation > 0)
        {
            _effect = _disturbance.RoundDeviation * (_disturbance.HeavyTailed ? _random.HeavyTailed() : _random.Normal());
        }

        if (_disturbance.DayAmplitude > 0)
        {
            _effect += _disturbance.DayAmplitude * Math.Sin(2 * Math.PI * clock / RoundsPerDay);
        }

        return _effect != 0;
    }

    private void Fill(double[] rates, double[] from, double[] to, double share)
    {
        var factor = Math.Exp(-_effect);
        for (var i = 0; i < _items; i++)
        {
            var rate = from[i] + share * (to[i] - from[i]);
            rates[i] = _effect == 0 ? rate : 1 / (1 + (1 - rate) / rate * factor);
        }
    }

    private void DealPhases()
    {
        if (_disturbance.Sticky != Stickiness.None)
        {
            var common = _random.Below(_stickyLength);
            for (var i = 0; i < _items; i++)
            {
                _phase[i] = _disturbance.Sticky == Stickiness.SingleRenewed ? _random.Below(_stickyLength) : common;
            }
        }
    }

    private void Renew(int clock, bool all)
    {
        if (_disturbance.Sticky == Stickiness.None)
        {
            return;
        }

        for (var i = 0; i < _items; i++)
        {
            if (all || (clock + _phase[i]) % _stickyLength == 0)
            {
                _frozen[i] = _random.Uniform() < _served[i] ? 1 : 0;
            }
        }
    }
}
